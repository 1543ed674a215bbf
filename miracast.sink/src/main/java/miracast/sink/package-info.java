// SPDX-License-Identifier: Apache-2.0
/**
 * A Wi-Fi Display sink as strict as the strictest television. It negotiates (TelevisionDialogue), receives and checks
 * (StreamPipeline), decodes (DecodeLoop) and records (Recorder).
 *
 * <p>Threads: one event loop speaks RTSP for all sessions; each session has a receive thread, and a decode and a record thread
 * where those are wanted. Queues between them have a fixed size: what does not fit is dropped and counted.
 */
package miracast.sink;
