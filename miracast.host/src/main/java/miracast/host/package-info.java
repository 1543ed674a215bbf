// SPDX-License-Identifier: Apache-2.0
/**
 * The host: operating system and display miniport in one. {@link miracast.host.HostCastService} is the component,
 * {@link miracast.host.Host} what it is without OSGi, {@link miracast.host.CastRun} the life of one cast.
 */
package miracast.host;
