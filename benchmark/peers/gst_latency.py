#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The GStreamer line that people would use instead, fed with raw frames in real time, and what arrives of them.

Prints one JSON object: the latency in ms of each frame's first and last transport packet, from the moment at which the frame was
pushed into appsrc to the kernel's arrival time on loopback. Transport packets are counted, not datagrams: the muxer may put the
tail of one access unit and the head of the next one into one datagram.
"""
import argparse
import json
import mmap
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
from gi.repository import Gst, GstApp  # noqa: E402,F401

import sink  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--clip", required=True, help="raw I420 frames")
    parser.add_argument("--width", type=int, default=1920)
    parser.add_argument("--height", type=int, default=1080)
    parser.add_argument("--rate", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--bitrate", type=int, default=8_000_000)
    parser.add_argument("--preset", default="superfast")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    receiver = sink.Receiver()
    receiver.socket.bind(("127.0.0.1", 0))
    sink.VIDEO_PID = 0x41  # mpegtsmux numbers its streams from here
    Gst.init(None)
    line = Gst.parse_launch(
        "appsrc name=frames is-live=true format=time block=false max-bytes=0 "
        f"caps=video/x-raw,format=I420,width={options.width},height={options.height},framerate={options.rate}/1 "
        f"! x264enc tune=zerolatency speed-preset={options.preset} bitrate={options.bitrate // 1000} "
        f"threads={options.threads} key-int-max=3000 ! h264parse ! mpegtsmux ! rtpmp2tpay "
        f"! udpsink host=127.0.0.1 port={receiver.socket.getsockname()[1]} sync=false")
    source = line.get_by_name("frames")
    line.set_state(Gst.State.PLAYING)
    end = time.monotonic() + options.seconds + 1
    thread = threading.Thread(target=receiver.run, args=(lambda: end,))
    thread.start()

    size = options.width * options.height * 3 // 2
    with open(options.clip, "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as clip:
        frames = len(clip) // size
        pushed = []
        start = time.monotonic()
        for number in range(int(options.seconds * options.rate)):
            data = clip[number % frames * size : (number % frames + 1) * size]
            due = start + number / options.rate
            time.sleep(max(0, due - time.monotonic()))
            buffer = Gst.Buffer.new_wrapped(data)
            buffer.pts = number * Gst.SECOND // options.rate
            buffer.duration = Gst.SECOND // options.rate
            pushed.append(time.time_ns())
            source.emit("push-buffer", buffer)
    thread.join()
    line.set_state(Gst.State.NULL)
    # Frames go out in order, one access unit each; the very last one is cut off by the end.
    units = receiver.units[: len(pushed) - 1]
    print(json.dumps({
        "first": [(unit["first"] - at) / 1e6 for unit, at in zip(units, pushed)],
        "last": [(unit["last"] - at) / 1e6 for unit, at in zip(units, pushed)],
        "lost": receiver.lost,
        "frames": len(pushed),
        "units": len(receiver.units),
    }))


if __name__ == "__main__":
    main()
