// SPDX-License-Identifier: Apache-2.0
package miracast.api.cast;

/**
 * The events about casts that operators declare, handed to the OSGi Event Admin if there is one, in the order in which things
 * happened to each. The same is kept in {@link DeclaredCast#log()}. What happens to the cast itself is told by {@link CastEvents}.
 */
public final class DeclaredCastEvents {
    /** Topic: a declared cast is in another {@link DeclaredCast.State}, its configuration was refused, or another try failed. */
    public static final String DECLARED_STATE = "miracast/declared/STATE";

    /** Property: {@link DeclaredCast#name()}, which is the id of its cast ({@link String}). */
    public static final String NAME = "miracast.declared.name";

    /** Property: {@link DeclaredCast#pid()} ({@link String}). */
    public static final String PID = "miracast.declared.pid";

    /** Property: name of the {@link DeclaredCast.State} that it is in ({@link String}). */
    public static final String STATE = "miracast.declared.state";

    /** Property: name of the {@link DeclaredCast.State} that it was in before; of the first change, {@link #STATE} ({@link String}). */
    public static final String PREVIOUS_STATE = "miracast.declared.state.previous";

    /** Property: what happened and why, as a sentence ({@link String}). */
    public static final String DETAIL = "miracast.declared.detail";

    /** Property: {@link DeclaredCastChange#problems()}; there only if there are any ({@code String[]}). */
    public static final String PROBLEMS = "miracast.declared.problems";

    /** Property: {@link DeclaredCastChange#next()}, in ms since 1970; there only if something is due ({@link Long}). */
    public static final String NEXT = "miracast.declared.next";

    /** Property: when it happened, in ms since 1970 ({@link Long}). */
    public static final String TIMESTAMP = "timestamp";

    private DeclaredCastEvents() {}
}
