// SPDX-License-Identifier: Apache-2.0
/**
 * The cast contract: what applications use. A cast brings one source of frames to one display and keeps it there.
 *
 * <pre>{@code
 * CastRequest request = CastRequest.to(CastTarget.device("Living room")).source("pattern").build();
 * Cast cast = castService.cast(request);
 * cast.ended().thenAccept(end -> log.info("{}", end));
 * }</pre>
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.9.0")
package miracast.api.cast;
