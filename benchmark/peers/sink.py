#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A Wi-Fi Display sink of raw sockets that measures: it negotiates, receives, and prints when which octets arrived.

It shares nothing with the product. Arrival times are the kernel's (SO_TIMESTAMPNS, CLOCK_REALTIME).
"""
import argparse
import json
import random
import re
import socket
import struct
import sys
import threading
import time

SO_TIMESTAMPNS = 35
VIDEO_PID = 0x1011
AUDIO_PID = 0x1100
LPCM, AAC = "LPCM 00000002 00", "AAC 00000001 00"


class Rtsp:
    """One connection: reads messages, answers the source's, sends ours."""

    def __init__(self, connection, formats, rtp_port, pair=False, sound="none"):
        self.connection = connection
        self.reader = connection.makefile("rb")
        self.formats = formats
        self.sound = sound
        self.rtp_port = rtp_port
        self.pair = pair
        self.rtcp_port = None
        self.cseq = 0
        self.session = None
        self.url = None
        self.waiting = {}
        self.lock = threading.Lock()

    def send(self, text, body=""):
        if body:
            text += f"Content-Type: text/parameters\r\nContent-Length: {len(body)}\r\n"
        with self.lock:
            self.connection.sendall((text + "\r\n" + body).encode())

    def request(self, method, uri, headers="", body=""):
        self.cseq += 1
        session = f"Session: {self.session}\r\n" if self.session else ""
        done = self.waiting[self.cseq] = threading.Event()
        self.send(f"{method} {uri} RTSP/1.0\r\nCSeq: {self.cseq}\r\n{session}{headers}", body)
        return done

    def read(self):
        """One message as (start line, headers, body), or None at the end."""
        start = self.reader.readline().decode().strip()
        while start == "":
            line = self.reader.readline()
            if not line:
                return None
            start = line.decode().strip()
        headers = {}
        while True:
            line = self.reader.readline().decode().strip()
            if not line:
                break
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        body = self.reader.read(int(headers.get("content-length", 0))).decode()
        return start, headers, body

    def serve(self):
        """Answers the source until it leaves."""
        offers = {
            "wfd_video_formats": self.formats,
            "wfd_audio_codecs": self.sound,
            "wfd_client_rtp_ports": f"RTP/AVP/UDP;unicast {self.rtp_port} 0 mode=play",
            "wfd_content_protection": "none",
            "wfd_display_edid": "none",
            "wfd_connector_type": "05",
            "wfd_uibc_capability": "none",
        }
        asked_m2 = False
        while True:
            message = self.read()
            if message is None:
                return
            start, headers, body = message
            if start.startswith("RTSP/"):
                if "session" in headers:
                    self.session = headers["session"].split(";")[0]
                server = re.search(r"server_port=\d+-(\d+)", headers.get("transport", ""))
                if server:
                    self.rtcp_port = int(server.group(1))
                done = self.waiting.pop(int(headers.get("cseq", 0)), None)
                if done:
                    done.set()
                continue
            reply = f"RTSP/1.0 200 OK\r\nCSeq: {headers['cseq']}\r\n"
            if start.startswith("OPTIONS"):
                self.send(reply + "Public: org.wfa.wfd1.0, GET_PARAMETER, SET_PARAMETER\r\n")
                if not asked_m2:
                    asked_m2 = True
                    self.request("OPTIONS", "*", "Require: org.wfa.wfd1.0\r\n")
            elif start.startswith("GET_PARAMETER"):
                names = [line.strip() for line in body.splitlines() if line.strip()]
                answer = "".join(f"{name}: {offers[name]}\r\n" for name in names if name in offers)
                self.send(reply, answer)
            else:
                self.send(reply)
                url = re.search(r"wfd_presentation_URL:\s*(\S+)", body)
                if url:
                    self.url = url.group(1)
                trigger = re.search(r"wfd_trigger_method:\s*(\S+)", body)
                if trigger:
                    threading.Thread(target=self.obey, args=(trigger.group(1),), daemon=True).start()

    def obey(self, trigger):
        if trigger == "SETUP":
            ports = f"{self.rtp_port}-{self.rtp_port + 1}" if self.pair else self.rtp_port
            transport = f"Transport: RTP/AVP/UDP;unicast;client_port={ports}\r\n"
            self.request("SETUP", self.url, transport).wait(10)
            self.request("PLAY", self.url)
        elif trigger in ("PLAY", "PAUSE", "TEARDOWN"):
            self.request(trigger, self.url)


class Receiver:
    """Takes RTP datagrams apart and keeps the arrival of each access unit's first and last transport packet."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.units = []
        self.arrivals = []
        self.packets = 0
        self.lost = 0
        self.octets = 0
        self.first_arrival = None
        self.sequence = None

    def run(self, until):
        while time.monotonic() < until():
            self.socket.settimeout(0.2)
            try:
                datagram, ancillary, _, _ = self.socket.recvmsg(65536, 64)
            except socket.timeout:
                continue
            seconds, nanos = struct.unpack("qq", ancillary[0][2][:16])
            self.take(datagram, seconds * 1_000_000_000 + nanos)

    def take(self, datagram, arrival):
        self.packets += 1
        self.octets += len(datagram)
        self.arrivals.append(arrival)
        if self.first_arrival is None:
            self.first_arrival = arrival
        sequence = struct.unpack_from(">H", datagram, 2)[0]
        if self.sequence is not None:
            self.lost += (sequence - self.sequence - 1) & 0xFFFF
        self.sequence = sequence
        counted = None
        for at in range(12, len(datagram), 188):
            head = struct.unpack_from(">I", datagram, at)[0]
            if head >> 8 & 0x1FFF != VIDEO_PID or head >> 4 & 1 == 0:
                continue
            if head & 0x400000:
                payload, pts = self.pes(datagram, at, head)
                # An access unit with parameter sets begins with an IDR picture: NAL units 7 or 5 are in its first packet.
                types = self.nal_types(datagram[payload + 14 : at + 188])
                idr = bool(types & {5, 7})
                self.units.append({"pts": pts, "first": arrival, "last": arrival, "idr": idr, "datagrams": 0})
            if self.units:
                unit = self.units[-1]
                unit["last"] = arrival
                unit["datagrams"] += unit is not counted
                counted = unit

    @staticmethod
    def pes(datagram, at, head):
        """Where a transport packet's PES packet begins, and its PTS."""
        payload = at + 4 + (1 + datagram[at + 4] if head & 0x20 else 0)
        p = datagram[payload + 9 : payload + 14]
        return payload, (p[0] >> 1 & 7) << 30 | p[1] << 22 | p[2] >> 1 << 15 | p[3] << 7 | p[4] >> 1

    @staticmethod
    def nal_types(octets):
        return {octets[m.end()] & 31 for m in re.finditer(b"\0\0\1", octets) if m.end() < len(octets)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--connect", required=True)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--slices", action="store_true")
    parser.add_argument("--idr-requests", type=int, default=0)
    parser.add_argument("--sound", default="none", help="what is offered as wfd_audio_codecs")
    parser.add_argument("--arrivals", action="store_true", help="prints when each packet came")
    parser.add_argument("--wait", type=float, default=60, help="how long the source may take to listen")
    options = parser.parse_args()
    host, port = options.connect.rsplit(":", 1)

    receiver = Receiver()
    receiver.socket.bind((host, 0))
    slices = "0100 001F" if options.slices else "0000 0000"
    formats = f"40 00 01 10 0001DEFF 00000000 00000000 00 {slices} 00 none none"

    deadline = time.monotonic() + options.wait
    while True:
        connected = time.time_ns()
        try:
            connection = socket.create_connection((host, int(port)), timeout=5)
            break
        except OSError:
            if time.monotonic() > deadline:
                sys.exit(f"nobody listens at {options.connect}")
            time.sleep(0.1)
    connection.settimeout(None)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    rtsp = Rtsp(connection, formats, receiver.socket.getsockname()[1], sound=options.sound)
    ended = threading.Event()

    def serve():
        try:
            rtsp.serve()
        finally:
            ended.set()

    threading.Thread(target=serve, daemon=True).start()
    end = time.monotonic() + options.seconds
    requests = []

    def ask():
        random.seed(1)
        while len(requests) < options.idr_requests and not ended.is_set():
            time.sleep(0.9 + 0.2 * random.random())
            if receiver.first_arrival is None:
                continue
            requests.append(time.time_ns())
            rtsp.request("SET_PARAMETER", "rtsp://localhost/wfd1.0", "", "wfd_idr_request\r\n")

    threading.Thread(target=ask, daemon=True).start()
    receiver.run(lambda: 0 if ended.is_set() else end)
    if rtsp.url and not ended.is_set():
        rtsp.request("TEARDOWN", rtsp.url).wait(2)
    connection.close()

    answers = []
    for asked in requests:
        idr = next((unit["first"] for unit in receiver.units if unit["idr"] and unit["first"] > asked), None)
        if idr:
            answers.append((idr - asked) / 1e6)
    print(json.dumps({
        "connectNs": connected,
        "firstRtpMs": None if receiver.first_arrival is None else (receiver.first_arrival - connected) / 1e6,
        "packets": receiver.packets,
        "lost": receiver.lost,
        "octets": receiver.octets,
        "idrMs": answers,
        "units": receiver.units,
        "arrivals": receiver.arrivals if options.arrivals else [],
    }))


if __name__ == "__main__":
    main()
