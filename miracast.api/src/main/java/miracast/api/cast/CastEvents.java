// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

/**
 * The events that a host hands to the OSGi Event Admin, if there is one. Those about one cast come in the order in which things
 * happened.
 */
public final class CastEvents {
    /** Topic: a cast is in another {@link CastState}, or one of its sessions has ended. */
    public static final String CAST_STATE = "miracast/cast/STATE";

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

    /** Property: what the cast is doing, or why it is not playing, as a sentence ({@link String}). */
    public static final String DETAIL = "miracast.cast.detail";

    /** Property: name or address of the connected display; not there while there is none ({@link String}). */
    public static final String PEER = "miracast.cast.peer";

    /** Property: name of the {@link CastEnd.Cause}; there only if a session or the cast has ended ({@link String}). */
    public static final String END_CAUSE = "miracast.cast.end.cause";

    /** Property: {@link CastEnd#ntStatus()}; there only if a session or the cast has ended ({@link Integer}). */
    public static final String END_NT_STATUS = "miracast.cast.end.ntstatus";

    /** Property: when it happened, in ms since 1970 ({@link Long}). */
    public static final String TIMESTAMP = "timestamp";

    private CastEvents() {}
}
