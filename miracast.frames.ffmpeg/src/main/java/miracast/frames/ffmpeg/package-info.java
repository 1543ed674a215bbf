// SPDX-License-Identifier: Apache-2.0
/**
 * Frame sources and a converter on FFmpeg: {@code media} (files and streams), {@code screen}, {@code camera}, and swscale.
 *
 * <p><b>Threads.</b> An open stream has one thread of its own, named after its cast, which reads, decodes, converts to I420 in the
 * size of the mode, and puts pictures into a {@link miracast.frames.ffmpeg.PictureQueue}. The caller of {@code next} only takes
 * from that queue. What blocks in FFmpeg is ended by an {@link miracast.frames.ffmpeg.Interruption}.
 *
 * <p><b>Memory.</b> Everything is native and freed when a stream is closed. Pictures are made when a stream is opened and go round
 * between the queue, the thread and the caller; in steady state no frame makes garbage.
 */
package miracast.frames.ffmpeg;
