# SPDX-License-Identifier: Apache-2.0
"""Draws benchmark figures as SVG, with nothing but text."""
import math

WIDTH, LEFT, RIGHT = 960, 70, 20
TOP, PANEL, GAP = 40, 220, 60
GRID, BLUE, GREY, RED = "#ddd", "#1f6fd0", "#999", "#c33"


class Figure:
    """Panels one below the other over a common time axis; each is (title, least, most, steps of its scale)."""

    def __init__(self, panels, length, times):
        """times: (label, time) along the axis, which goes from 0 to length."""
        self.panels, self.length = panels, length
        self.parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
                      f'height="{TOP + len(panels) * (PANEL + GAP) - GAP + 40}" font-family="sans-serif" font-size="12">',
                      '<rect width="100%" height="100%" fill="white"/>']
        for panel, (title, least, _, steps) in enumerate(panels):
            self.text(LEFT, TOP - 12 + panel * (PANEL + GAP), title, "start")
            for label, value in steps:
                self.line(panel, [(0, value), (length, value)], GRID, 1)
                self.text(LEFT - 8, self.y(panel, value) + 4, label, "end")
            for label, time in times:
                self.text(self.x(time), self.y(panel, least) + 18, label)

    def x(self, time):
        return LEFT + (WIDTH - LEFT - RIGHT) * time / self.length

    def y(self, panel, value):
        _, least, most, _ = self.panels[panel]
        return TOP + panel * (PANEL + GAP) + PANEL * (1 - (max(least, min(value, most)) - least) / (most - least))

    def text(self, at_x, at_y, what, anchor="middle"):
        self.parts.append(f'<text x="{at_x:.0f}" y="{at_y:.0f}" text-anchor="{anchor}">{what}</text>')

    def line(self, panel, points, colour, width=1.5, dash=""):
        path = " ".join(f"{self.x(time):.1f},{self.y(panel, value):.1f}" for time, value in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
                          f'stroke-dasharray="{dash}"/>')

    def dot(self, panel, time, value, colour, radius):
        self.parts.append(f'<circle cx="{self.x(time):.1f}" cy="{self.y(panel, value):.1f}" r="{radius}" fill="{colour}"/>')

    def write(self, path):
        path.write_text("\n".join(self.parts + ["</svg>", ""]))


def link(path, rates, frames, profile):
    """Bit rate sent and carried above, delay of each frame (second, ms, whether it came whole) below; rates are of half seconds."""
    seconds = len(rates) / 2
    most_rate, most_delay = 10e6, max(220.0, max(ms for _, ms, _ in frames) * 1.05)
    figure = Figure([
        ("Mbit/s: sent (blue), carried by the link (grey; 20 where it leaves the picture)",
         0, most_rate, [(step, step * 1e6) for step in range(0, 11, 2)]),
        ("Frame delay in ms, from the frame's hand-in to its last packet behind the link; red: lost or damaged, until the next whole one",
         0, most_delay, [(step, step) for step in range(0, int(most_delay), 50)])],
        seconds, [(f"{second} s", second) for second in range(0, int(seconds) + 1, 5)])
    ends = [since for since, _ in profile[1:]] + [seconds]
    figure.line(0, [point for (since, rate), end in zip(profile, ends) for point in ((since, rate), (end, rate))], GREY, 2)
    figure.line(0, [((i + 0.5) / 2, rate) for i, rate in enumerate(rates)], BLUE, 2)
    figure.line(1, [(0, 200), (seconds, 200)], RED, 1, "4 4")
    for second, ms, whole in frames:
        if 0 <= second <= seconds:
            figure.dot(1, second, ms, BLUE if whole else RED, 1.2 if whole else 2)
    figure.write(path)


def hour(path, seconds, looks):
    """How far sound is from its pictures and has drifted above, memory below; looks are evenly spread over the time."""
    minutes = seconds / 60
    times = [minutes * (number + 1) / len(looks) for number in range(len(looks))]

    def of(figure, unit=1):
        return [(time, look[figure] / unit) for time, look in zip(times, looks) if look[figure] is not None]

    memory = math.ceil(max([mib for _, mib in of("residentKiB", 1024)] + [1]) * 1.1 / 50) * 50
    figure = Figure([
        ("Sound against pictures in ms: beeps from their flashes (grey), drift since the beginning (blue); red: limit of drift",
         -3, 3, [(step, step) for step in range(-3, 4)]),
        ("MiB: resident (grey), Java heap after a collection (blue)", 0, memory, [(step, step) for step in range(0, memory + 1, 50)])],
        minutes, [(f"{minutes * tenth / 10:.0f} min", minutes * tenth / 10) for tenth in range(11)])
    for limit in (-1, 1):
        figure.line(0, [(0, limit), (minutes, limit)], RED, 1, "4 4")
    figure.line(0, of("offsetMs"), GREY, 2)
    figure.line(0, of("driftMs"), BLUE, 2)
    figure.line(1, of("residentKiB", 1024), GREY, 2)
    figure.line(1, of("heapKiB", 1024), BLUE, 2)
    figure.write(path)
