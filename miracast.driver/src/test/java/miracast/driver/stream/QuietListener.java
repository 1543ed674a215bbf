// SPDX-License-Identifier: Apache-2.0
package miracast.driver.stream;

/** Hears nothing. */
class QuietListener implements StreamListener {
    @Override
    public void rtcpReceived() {}

    @Override
    public void receiverReport(double fractionLost, int packetsLost) {}

    @Override
    public void pictureLost() {}

    @Override
    public void pictureTooLate(long bitRate) {}

    @Override
    public void streamFailed(Throwable cause) {}
}
