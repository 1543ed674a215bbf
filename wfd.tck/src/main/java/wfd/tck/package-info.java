// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of {@link wfd.api} as JUnit tests. A provider's test is a subclass of {@link wfd.tck.WifiDirectContract} that
 * starts the provider and says what stands around it ({@link wfd.tck.ProviderUnderTest}); it inherits every rule, and
 * implements {@link wfd.tck.PairingRules} if the provider pairs.
 *
 * <p>Each rule is one test with one way to be broken. A rule for which the provider can't make the situation (no
 * unpaired device at hand, say) is reported as skipped, with the reason. Rules never wait for a time to pass: that something
 * does <em>not</em> happen is shown by a later event that does.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package wfd.tck;
