// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

/**
 * The events that a host hands to the OSGi Event Admin, if there is one. Those about one cast come in the order in which things
 * happened. The same is kept in {@link Cast#log()}.
 */
public final class CastEvents {
    /** Topic: a cast is in another {@link CastState}, or one of its sessions has ended. */
    public static final String CAST_STATE = "miracast/cast/STATE";

    /**
     * Topic: a part of a cast was exchanged, failed, or came back, or its format changed: every {@link CastLogEntry.Kind} that is
     * not {@linkplain CastLogEntry.Kind#isOfCast() of the cast}.
     */
    public static final String CAST_PART = "miracast/cast/PART";

    /** Topic filter for all of them. */
    public static final String ALL_CAST_EVENTS = "miracast/cast/*";

    /** Property: {@link Cast#id()} ({@link String}). */
    public static final String CAST_ID = "miracast.cast.id";

    /** Property: whom the cast is for, in its text form ({@link String}). */
    public static final String CAST_TARGET = "miracast.cast.target";

    /** Property: name of the {@link CastState} that the cast is in ({@link String}). */
    public static final String STATE = "miracast.cast.state";

    /** Property: name of the {@link CastState} that it was in before ({@link String}). */
    public static final String PREVIOUS_STATE = "miracast.cast.state.previous";

    /** Property: name of the {@link CastLogEntry.Kind} ({@link String}). */
    public static final String KIND = "miracast.cast.kind";

    /** Property: {@link CastLogEntry#part()}; there only if the event is about a part ({@link String}). */
    public static final String PART = "miracast.cast.part";

    /** Property: what happened, what the cast is doing, or why it is not playing, as a sentence ({@link String}). */
    public static final String DETAIL = "miracast.cast.detail";

    /** Property: name or address of the connected display; not there while there is none ({@link String}). */
    public static final String PEER = "miracast.cast.peer";

    /** Property: name of the {@link CastEnd.Cause}; there only if a session or the cast has ended ({@link String}). */
    public static final String END_CAUSE = "miracast.cast.end.cause";

    /** Property: {@link CastEnd#ntStatus()}; there only if a session or the cast has ended ({@link Integer}). */
    public static final String END_NT_STATUS = "miracast.cast.end.ntstatus";

    /** Property: {@link CastEnd#wfdError()}; there only if Wi-Fi Direct gave an error ({@link Integer}, unsigned). */
    public static final String END_WFD_ERROR = "miracast.cast.end.wfd.error";

    /** Property: {@link CastEnd#wfdReason()}; there only if Wi-Fi Direct gave an error ({@link Integer}, unsigned). */
    public static final String END_WFD_REASON = "miracast.cast.end.wfd.reason";

    /** Property: {@link CastLogEntry#attempt()} ({@link Integer}). */
    public static final String ATTEMPT = "miracast.cast.attempt";

    /** Property: {@link CastLogEntry#nextTry()}, in ms since 1970; there only if a next try is due ({@link Long}). */
    public static final String NEXT_TRY = "miracast.cast.nexttry";

    /** Property: when it happened, in ms since 1970 ({@link Long}). */
    public static final String TIMESTAMP = "timestamp";

    private CastEvents() {}
}
