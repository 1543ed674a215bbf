// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

/** Commands of one scope: every public method that is annotated as {@link org.apache.felix.service.command.Descriptor} is one. */
public interface Commands {
    /** What stands before the colon. */
    String scope();
}
