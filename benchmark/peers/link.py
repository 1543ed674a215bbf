#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A Wi-Fi Display sink behind a link that becomes slow, with loss and jitter.

The link is the loopback interface of a network namespace of its own: a token bucket of the kernel (tbf) gives it its rate, and a queue
that holds half a second, which is far more than a picture may take. What waits there counts as the sender's, as with a radio of its
own. Loss and jitter come on top, of what arrives. The sink tells what it would tell by a real link: RTCP receiver reports twice a
second, and an IDR request when a picture is damaged. It never tells what the link carries.
"""
import argparse
import json
import random
import socket
import struct
import subprocess
import threading
import time

from sink import AAC, AUDIO_PID, LPCM, VIDEO_PID, Receiver, Rtsp

QUEUE_SECONDS = 0.5
BURST_OCTETS = 5000
JITTER_NS = 10_000_000
REPORT_NS = 500_000_000
REQUEST_NS = 500_000_000


class Link:
    """Sets the rate of the hour, and harms what has passed."""

    def __init__(self, profile, loss, seed):
        self.profile, self.loss, self.random = profile, loss, random.Random(seed)
        self.start = None
        self.last = 0
        self.change("add", profile[0][1])

    @staticmethod
    def change(how, rate):
        subprocess.run(["tc", "qdisc", how, "dev", "lo", "root", "tbf", "rate", f"{rate}bit", "burst", str(BURST_OCTETS), "limit",
                        str(int(rate * QUEUE_SECONDS / 8))], check=True)

    def follow(self):
        for since, rate in self.profile[1:]:
            time.sleep(max(0, self.start / 1e9 + since - time.time()))
            self.change("change", rate)

    def departure(self, arrival):
        """When the packet is there; None if it is lost."""
        if self.start is None:
            self.start = arrival
            threading.Thread(target=self.follow, daemon=True).start()
        if self.random.random() < self.loss:
            return None
        self.last = max(self.last, arrival + self.random.randrange(JITTER_NS))
        return self.last


class Television(Receiver):
    """Follows pictures and sound through the link; keeps what was sent when, by the time stamps of RTP."""

    def __init__(self, link):
        super().__init__()
        self.link = link
        self.pictures = []
        self.sounds = []
        self.sent = []
        self.expected = self.gone = 0
        self.highest = None
        self.source = 0
        self.first_timestamp = None
        self.damaged = threading.Event()
        self.harmed = False

    def take(self, datagram, arrival):
        departure = self.link.departure(arrival)
        self.first_arrival = self.first_arrival or arrival
        sequence, timestamp, self.source = struct.unpack_from(">HII", datagram, 2)
        self.first_timestamp = timestamp if self.first_timestamp is None else self.first_timestamp
        ahead = 1 if self.highest is None else (sequence - self.highest + 0x8000 & 0xFFFF) - 0x8000
        # One that was overtaken, as between processors, was counted as lost before.
        overflowed = ahead - 1 if ahead > 0 else -1
        self.highest = sequence if ahead > 0 else self.highest
        self.expected += 1 + overflowed
        self.gone += overflowed + (departure is None)
        self.sent.append(((timestamp - self.first_timestamp & 0xFFFFFFFF) * 100_000 // 9, len(datagram)))
        if overflowed > 0:
            # Of the picture before or the next one, or both.
            self.harm()
            self.harmed = True
        for at in range(12, len(datagram), 188):
            head = struct.unpack_from(">I", datagram, at)[0]
            pid, begins = head >> 8 & 0x1FFF, head & 0x400000
            if pid == AUDIO_PID and begins and departure is not None:
                self.sounds.append((self.pes(datagram, at, head)[1], departure))
            if pid != VIDEO_PID or head >> 4 & 1 == 0:
                continue
            if begins:
                payload, pts = self.pes(datagram, at, head)
                types = self.nal_types(datagram[payload + 14 : at + 188])
                self.pictures.append({"pts": pts, "first": arrival, "last": arrival, "out": arrival, "whole": not self.harmed,
                                      "idr": bool(types & {5, 7})})
                self.harmed = False
            elif not self.pictures:
                continue
            self.pictures[-1]["last"] = arrival
            if departure is None:
                self.harm()
            else:
                self.pictures[-1]["out"] = departure

    def harm(self):
        self.damaged.set()
        if self.pictures:
            self.pictures[-1]["whole"] = False


def receiver_report(television, before):
    expected, gone = television.expected - before[0], television.gone - before[1]
    fraction = min(255, gone * 256 // expected) if expected else 0
    return struct.pack(">BBHIIBBHIIII", 0x81, 201, 7, 1, television.source, fraction, television.gone >> 16 & 255,
                       television.gone & 0xFFFF, television.highest or 0, 0, 0, 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--connect", required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--profile", required=True, help="seconds:bit/s, seconds:bit/s, ...")
    parser.add_argument("--loss", type=float, default=0.002)
    options = parser.parse_args()
    host, port = options.connect.rsplit(":", 1)
    profile = [tuple(map(float, step.split(":"))) for step in options.profile.split(",")]

    television = Television(Link([(since, int(rate)) for since, rate in profile], options.loss, 1))
    rtcp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    while True:
        # RTCP is received one port above RTP.
        rtcp.bind((host, 0))
        try:
            television.socket.bind((host, rtcp.getsockname()[1] - 1))
            break
        except OSError:
            rtcp.close()
            rtcp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    rtcp.settimeout(0.05)

    connection = socket.create_connection((host, int(port)), timeout=10)
    connection.settimeout(None)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    formats = "40 00 01 10 0001DEFF 00000000 00000000 00 0000 0000 00 none none"
    rtsp = Rtsp(connection, formats, television.socket.getsockname()[1], pair=True, sound=f"{LPCM}, {AAC}")
    ended = threading.Event()

    def serve():
        try:
            rtsp.serve()
        finally:
            ended.set()

    def report():
        before, due, asked = (0, 0), 0, 0
        while not ended.is_set():
            try:
                # Sender reports; they only have to be taken.
                rtcp.recvfrom(1500)
            except (socket.timeout, ConnectionError):
                pass
            now = time.monotonic_ns()
            if rtsp.rtcp_port and now >= due:
                due = now + REPORT_NS
                rtcp.sendto(receiver_report(television, before), (host, rtsp.rtcp_port))
                before = (television.expected, television.gone)
            if television.damaged.is_set() and now - asked >= REQUEST_NS:
                television.damaged.clear()
                asked = now
                rtsp.request("SET_PARAMETER", "rtsp://localhost/wfd1.0", "", "wfd_idr_request\r\n")

    threading.Thread(target=serve, daemon=True).start()
    threading.Thread(target=report, daemon=True).start()
    end = time.monotonic() + options.seconds
    television.run(lambda: 0 if ended.is_set() else end)
    early = ended.is_set()
    if rtsp.url and not early:
        rtsp.request("TEARDOWN", rtsp.url).wait(2)
    connection.close()
    print(json.dumps({"early": early, "start": television.link.start, "units": television.pictures, "sent": television.sent,
                      "sounds": television.sounds,
                      "packets": television.expected, "lost": television.gone}))


if __name__ == "__main__":
    main()
