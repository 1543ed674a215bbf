// SPDX-License-Identifier: Apache-2.0
package wfd.windows;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import wfd.api.WfdException;

/**
 * The system's libraries, loaded, and their errors put into words. A private service: it is registered while the WLAN
 * AutoConfig service runs, and so the provider is there just as long. Thread-safe.
 */
final class WindowsSystem {
    /** WCHARs that a message gets; the system's longest are below. */
    private static final int TEXT_LENGTH = 1024;

    private final WlanApi wlan;
    private final DevQuery devices;
    private final IpHlpApi network;
    private final SecHost services;
    private final WinBase base;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    /** Empty if none. */
    private volatile String defect = "";

    WindowsSystem(WlanApi wlan, DevQuery devices, IpHlpApi network, SecHost services, WinBase base) {
        this.wlan = wlan;
        this.devices = devices;
        this.network = network;
        this.services = services;
        this.base = base;
    }

    /**
     * Loads the libraries.
     *
     * @param standIn file that stands in for all of them but kernel32.dll, which it replaces only where there is none; empty
     *     for the system's own
     * @throws UnsatisfiedLinkError names what is missing
     */
    static WindowsSystem load(String standIn, boolean onWindows) {
        boolean real = standIn.isEmpty();
        return new WindowsSystem(
                load(real ? "wlanapi" : standIn, WlanApi.class),
                // The name of an API set: which library it is in differs between versions of Windows.
                load(real ? "api-ms-win-devices-query-l1-1-0" : standIn, DevQuery.class),
                load(real ? "iphlpapi" : standIn, IpHlpApi.class),
                load(real ? "sechost" : standIn, SecHost.class),
                load(onWindows ? "kernel32" : standIn, WinBase.class));
    }

    /** On 64-bit systems all functions have one calling convention, so nothing is said about stdcall. */
    private static <T extends Library> T load(String name, Class<T> functions) {
        return Native.load(name, functions);
    }

    /** The same libraries as a new service, after one that {@linkplain #serviceStopped has ended}. */
    WindowsSystem renewed() {
        return new WindowsSystem(wlan, devices, network, services, base);
    }

    WlanApi wlan() {
        return wlan;
    }

    DevQuery devices() {
        return devices;
    }

    IpHlpApi network() {
        return network;
    }

    SecHost services() {
        return services;
    }

    /**
     * To be called before this is unregistered because the WLAN AutoConfig service has stopped: so the provider learns of it before
     * its consumers have to let go of it, who would wait for opens that nobody completes any more.
     */
    void serviceStopped() {
        stopped.complete(null);
    }

    /** Runs when the WLAN AutoConfig service has stopped, on the thread that noticed it; at once if it has already. */
    void whenServiceStopped(Runnable action) {
        stopped.thenRun(action);
    }

    /** Whether the WLAN AutoConfig service was stopped, and not only we. */
    boolean isServiceStopped() {
        return stopped.isDone();
    }

    /** The libraries are there, but the provider can't do its work with them: why, as a sentence. */
    void setDefect(String why) {
        defect = why;
    }

    /** Why the provider isn't there all the same; empty if it is, or will be in a moment. */
    String defect() {
        return defect;
    }

    /** What failed, with the system's words for it. */
    WfdException failure(String what, int error, int reasonCode) {
        String reason = reasonCode == 0 ? "" : reasonText(reasonCode);
        return new WfdException(
                error, reasonCode, what + ": " + errorText(error) + (reason.isEmpty() ? "" : " (" + reason + ")"));
    }

    /** The system's message in its language, RPC statuses included; "no message" if it has none. */
    String errorText(int error) {
        byte[] text = new byte[2 * TEXT_LENGTH];
        int length = base.FormatMessageW(
                WinBase.FORMAT_MESSAGE_FROM_SYSTEM | WinBase.FORMAT_MESSAGE_IGNORE_INSERTS,
                null,
                error,
                0,
                text,
                TEXT_LENGTH,
                null);
        String message = new String(text, 0, 2 * Math.max(0, Math.min(length, TEXT_LENGTH)), StandardCharsets.UTF_16LE);
        return message.isBlank() ? "no message" : message.strip();
    }

    private String reasonText(int reasonCode) {
        byte[] text = new byte[2 * TEXT_LENGTH];
        int error = wlan.WlanReasonCodeToString(reasonCode, TEXT_LENGTH, text, null);
        return error == 0 ? Utf16.terminated(text).strip() : "";
    }
}
