// SPDX-License-Identifier: Apache-2.0
/**
 * RTSP between a source and its sink: both ends ask, over one connection, which the host owns. Netty decodes; what real sinks
 * get wrong is put right here, and what hostile ones send is bounded here. Knows no Wi-Fi Display.
 *
 * <p>Everything runs on the event loop of the connection.
 */
package miracast.driver.rtsp;
