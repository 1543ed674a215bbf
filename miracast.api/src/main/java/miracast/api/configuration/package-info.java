// SPDX-License-Identifier: Apache-2.0
/**
 * How a component bears a wrong configuration: what it does goes on, and an operator is told.
 *
 * <p>Not a contract but a tool for those who fulfil one, since all of them owe their users the same.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package miracast.api.configuration;
