# SPDX-License-Identifier: Apache-2.0
"""Whether a display on this system got what a cast from a Windows JVM sent: what both say of it, and ffprobe of the recording.

judge_cast.py OUTPUT-OF-THE-TEST OUTPUT-OF-THE-SINK RECORDING: prints the figures, and ends with 1 and what is wrong otherwise.
"""
import json
import re
import subprocess
import sys

output, sink, recording = sys.argv[1:]
sent = re.search(r"^sent: (\d+) frames, (\d+) dropped, (\d+) repeated, (\d+) ticks missed, by (\S+) from (\S+)",
                 open(output).read(), re.M)
lines = open(sink).read().splitlines()
if not sent or not lines:
    sys.exit("nothing was sent" if not sent else "the display says nothing")
frames, dropped, repeated, missed = map(int, sent.groups()[:4])
source = sent[6].rsplit("/", 1)[-1]
shown = json.loads(lines[-1])["shown"]
probe = json.loads(subprocess.run(
    ["ffprobe", "-v", "error", "-select_streams", "v", "-count_frames", "-show_entries",
     "stream=codec_name,width,height,nb_read_frames", "-of", "json", recording], capture_output=True, text=True).stdout or "{}")
video = (probe.get("streams") or [{}])[0]
wrong = [f"{name} is {shown[name]}" for name in ("lost", "malformed", "continuityErrors", "sectionErrors", "ptsErrors",
                                                 "decodeErrors", "dropped") if shown[name]]
wrong += shown["complaints"]


def require(holds, what):
    if not holds:
        wrong.append(what)


# The last ones may be on their way when the cast ends.
require(frames >= 150 and 0 <= frames - shown["decoded"] <= 5, f"{shown['decoded']} pictures shown of {frames} sent")
require(shown["markers"] == shown["decoded"], f"only {shown['markers']} of {shown['decoded']} pictures have a readable number")
# The pattern numbers what it makes; the pictures of a file go by, also at a tick that a slow machine misses.
left_out = dropped + (missed if source != "pattern" else 0)
require(shown["markersMissing"] <= left_out, f"{shown['markersMissing']} numbers are missing, {left_out} frames were left out")
require(shown["markersOutOfOrder"] <= repeated, f"{shown['markersOutOfOrder']} numbers do not rise, {repeated} frames are repeated")
require(video.get("codec_name") == "h264", f"ffprobe finds {video.get('codec_name')} instead of h264")
require(int(video.get("nb_read_frames", 0)) == shown["decoded"], f"ffprobe decodes {video.get('nb_read_frames')} pictures")
if wrong:
    sys.exit("; ".join(map(str, wrong)))
print(f"{shown['decoded']} of {frames} pictures shown, numbers complete, ffprobe decodes {video['nb_read_frames']} of "
      f"{video['codec_name']} {video['width']}x{video['height']}; encoded by {sent[5]} of FFmpeg for Windows, source {source}")
