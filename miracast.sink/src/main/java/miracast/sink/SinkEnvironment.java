// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import io.netty.channel.EventLoop;

/**
 * What a session has of its sink.
 *
 * @param loop where RTSP is spoken
 * @param ffmpeg where decoders come from
 * @param timing how patient the sink is
 * @param receiveBuffer octets that the system is asked to keep for a session's RTP socket
 * @param decoderThreads threads of one decoder
 */
record SinkEnvironment(EventLoop loop, FfmpegLibrary ffmpeg, Timing timing, int receiveBuffer, int decoderThreads) {}
