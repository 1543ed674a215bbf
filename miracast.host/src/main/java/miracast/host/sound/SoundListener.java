// SPDX-License-Identifier: Apache-2.0
package miracast.host.sound;

import java.util.List;
import miracast.api.AudioCoding;
import miracast.host.parts.PartListener;

/** What sound tells its cast, on any of its threads. Must not block. */
public interface SoundListener extends PartListener {

    /** What sound can be made has changed, best first. */
    void codingsChanged(List<AudioCoding> codings);
}
