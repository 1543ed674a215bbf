#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A Wi-Fi Display sink behind a link that becomes slow: what the source sends passes a queue of a given rate, with loss and jitter.

Packets come over the loopback network at once; when each would have left the link is worked out from its arrival. What the queue
has no room for is lost. The sink tells what it would tell by a real link: RTCP receiver reports twice a second, and an IDR request
when a picture is damaged. It never tells what the link carries.
"""
import argparse
import json
import random
import socket
import struct
import threading
import time

from sink import VIDEO_PID, Receiver, Rtsp

QUEUE_NS = 100_000_000
JITTER_NS = 10_000_000
REPORT_NS = 500_000_000
REQUEST_NS = 500_000_000


class Link:
    """A queue that drains at the rate of the hour."""

    def __init__(self, profile, loss, seed):
        self.profile, self.loss, self.random = profile, loss, random.Random(seed)
        self.start = None
        self.free = 0
        self.last = 0

    def rate(self, now):
        seconds = (now - self.start) / 1e9
        return next(rate for since, rate in reversed(self.profile) if seconds >= since)

    def departure(self, arrival, octets):
        """When the packet is through; None if it is lost."""
        if self.start is None:
            self.start = self.free = arrival
        free = max(self.free, arrival)
        if free - arrival > QUEUE_NS or self.random.random() < self.loss:
            return None
        self.free = free + octets * 8_000_000_000 // self.rate(arrival)
        self.last = max(self.last, self.free + self.random.randrange(JITTER_NS))
        return self.last


class Television(Receiver):
    """Follows pictures through the link; keeps what each second brought."""

    def __init__(self, link):
        super().__init__()
        self.link = link
        self.pictures = []
        self.sent = []
        self.expected = self.gone = 0
        self.highest = 0
        self.source = 0
        self.damaged = threading.Event()

    def take(self, datagram, arrival):
        departure = self.link.departure(arrival, len(datagram))
        self.first_arrival = self.first_arrival or arrival
        self.expected += 1
        self.gone += departure is None
        self.highest = struct.unpack_from(">H", datagram, 2)[0]
        self.source = struct.unpack_from(">I", datagram, 8)[0]
        self.sent.append((arrival - self.link.start, len(datagram)))
        for at in range(12, len(datagram), 188):
            head = struct.unpack_from(">I", datagram, at)[0]
            if head >> 8 & 0x1FFF != VIDEO_PID or head >> 4 & 1 == 0:
                continue
            if head & 0x400000:
                payload = at + 4 + (1 + datagram[at + 4] if head & 0x20 else 0)
                p = datagram[payload + 9 : payload + 14]
                pts = (p[0] >> 1 & 7) << 30 | p[1] << 22 | p[2] >> 1 << 15 | p[3] << 7 | p[4] >> 1
                types = self.nal_types(datagram[payload + 14 : at + 188])
                self.pictures.append({"pts": pts, "first": arrival, "last": arrival, "out": arrival, "whole": True,
                                      "idr": bool(types & {5, 7})})
            elif not self.pictures:
                continue
            picture = self.pictures[-1]
            picture["last"] = arrival
            if departure is None:
                picture["whole"] = False
                self.damaged.set()
            else:
                picture["out"] = departure


def receiver_report(television, before):
    expected, gone = television.expected - before[0], television.gone - before[1]
    fraction = min(255, gone * 256 // expected) if expected else 0
    return struct.pack(">BBHIIBBHIIII", 0x81, 201, 7, 1, television.source, fraction, television.gone >> 16 & 255,
                       television.gone & 0xFFFF, television.highest, 0, 0, 0)


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
    rtsp = Rtsp(connection, formats, television.socket.getsockname()[1], pair=True)
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
                      "packets": television.expected, "lost": television.gone}))


if __name__ == "__main__":
    main()
