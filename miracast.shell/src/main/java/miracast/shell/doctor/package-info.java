// SPDX-License-Identifier: Apache-2.0
/**
 * What a cast needs, looked at one subject at a time: each {@link miracast.shell.doctor.Check} is a service, and the verdict on
 * its subject is the worst of its {@link miracast.shell.doctor.Finding}s. {@code miracast:doctor} shows them; where Felix Health
 * Checks are installed, each is one of those as well.
 */
package miracast.shell.doctor;
