"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const charts = [];

const digits = (x) => (x >= 99.95 ? x.toFixed(0) : x >= 9.995 ? x.toFixed(1) : x.toFixed(2));
const scaled = (x, units) => {
  const [size, unit] = units.find(([s]) => x >= s) || units[units.length - 1];
  return `${digits(x / size)} ${unit}`;
};
const time = (ns) => scaled(ns, [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]]);
const bytes = (n) => scaled(n, [[2 ** 30, "GiB"], [2 ** 20, "MiB"], [2 ** 10, "KiB"], [1, "B"]]);
const title = (r) => `${r.workload} ${r.task}`;
const narrow = () => window.innerWidth < 600;

function axis(format) {
  return {
    type: "log", axisLabel: { color: css("--soft"), formatter: format, hideOverlap: true },
    splitLine: { lineStyle: { color: css("--line") } }, axisLine: { show: false },
  };
}

function names(rows) {
  return {
    type: "category", inverse: true, data: rows.map(title), axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: css("--ink"), interval: 0, fontSize: narrow() ? 10 : 12, lineHeight: narrow() ? 11 : 14, width: narrow() ? 96 : 190, overflow: "break" },
  };
}

/* The chart is as high as it has rows, and drawn anew when its width or the colours change. */
function chart(id, rows, option) {
  const element = document.getElementById(id);
  const made = echarts.init(element, null, { renderer: "svg", height: rows * (narrow() ? 30 : 24) + 70 });
  const draw = () => {
    made.resize({ height: rows * (narrow() ? 30 : 24) + 70 });
    made.setOption({
      animation: false, textStyle: { fontFamily: "system-ui, sans-serif" },
      grid: { left: narrow() ? 18 : 56, right: narrow() ? 58 : 76, top: 34, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, textStyle: { color: css("--soft") }, itemWidth: 14, itemHeight: 10 },
      tooltip: { trigger: "item", confine: true, backgroundColor: css("--card"), borderColor: css("--line"), textStyle: { color: css("--ink") } },
      ...option(),
    }, true);
  };
  charts.push(draw);
  draw();
}

function error(params, api) {
  const y = api.coord([api.value(1), api.value(0)])[1];
  const left = api.coord([api.value(1), api.value(0)])[0];
  const right = api.coord([api.value(2), api.value(0)])[0];
  return { type: "line", shape: { x1: left, y1: y, x2: right, y2: y }, style: { stroke: css("--ink"), lineWidth: 1.5, opacity: 0.7 } };
}

function ratios(rows) {
  const systems = [...new Set(rows.map((r) => r.peer.split(",")[0]))];
  const mean = (of) => Math.exp(of.reduce((s, r) => s + Math.log(r.ratio), 0) / of.length);
  document.getElementById("peers").hidden = false;
  document.getElementById("peers-lead").innerHTML = systems.map((system) => {
    const of = rows.filter((r) => r.peer.split(",")[0] === system);
    const quicker = of.filter((r) => r.ratio > 1).length;
    return `<b>${digits(mean(of))}×</b> ${system} in the geometric mean; quicker in ${quicker} of ${of.length}.`;
  }).join("<br>");
  chart("ratios", rows.length, () => ({
    legend: { show: false }, grid: { left: narrow() ? 18 : 56, right: narrow() ? 58 : 76, top: 8, bottom: 4, containLabel: true },
    xAxis: axis((x) => `${Number(x.toPrecision(3))}×`), yAxis: {
      ...names(rows), data: rows.map((r) => title(r) + (systems.length > 1 ? `, ${r.peer.split(",")[0]}` : "")),
    },
    series: [
      {
        type: "bar", barWidth: "60%",
        data: rows.map((r) => ({
          value: r.ratio, itemStyle: { color: css(r.ratio >= 1 ? "--ours" : "--behind"), borderRadius: 3 },
        })),
        label: { show: true, position: "right", color: css("--ink"), formatter: (p) => digits(p.value) },
        markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: css("--ink"), type: "solid", width: 1 }, data: [{ xAxis: 1 }] },
        tooltip: { formatter: (p) => {
          const r = rows[p.dataIndex];
          return `<b>${title(r)}</b><br>Leibniz ${time(r.ours)}<br>${r.peer} ${time(r.theirs)}${r.isReused ? " (reused)" : ""}<br>${digits(r.low)} – ${digits(r.high)} times less`;
        } },
      },
      { type: "custom", renderItem: error, silent: true, z: 3, encode: { x: [1, 2], y: 0 }, data: rows.map((r, i) => [i, r.low, r.high]) },
    ],
  }));
}

function bars(id, rows, format, series) {
  chart(id, rows.length * Math.max(1, series.length * 0.75), () => ({
    legend: { show: series.length > 1, top: 0, left: 0, textStyle: { color: css("--soft") }, itemWidth: 14, itemHeight: 10 },
    grid: { left: narrow() ? 18 : 56, right: narrow() ? 58 : 76, top: series.length > 1 ? 34 : 8, bottom: 4, containLabel: true },
    xAxis: axis(format), yAxis: names(rows),
    series: series.map(([name, key, color]) => ({
      name, type: "bar", itemStyle: { color: css(color), borderRadius: 3 },
      data: rows.map((r) => (r[key] > 0 ? r[key] : null)),
      label: { show: true, position: "right", color: css("--ink"), fontSize: 11, formatter: (p) => (p.value ? format(p.value) : "") },
      tooltip: { valueFormatter: format },
    })),
  }));
}

function history(points) {
  const dates = [...new Set(points.map((p) => p.created))];
  if (dates.length < 2) return;
  document.getElementById("past").hidden = false;
  const workloads = [...new Set(points.map((p) => p.workload))];
  const first = new Map();
  points.forEach((p) => first.has(title(p)) || first.set(title(p), p.median));
  const commits = dates.map((d) => points.find((p) => p.created === d).commit);
  chart("history", 12, () => ({
    legend: { type: "scroll", top: 0, textStyle: { color: css("--soft") } },
    tooltip: { trigger: "axis", confine: true, valueFormatter: digits, backgroundColor: css("--card"), borderColor: css("--line"), textStyle: { color: css("--ink") } },
    xAxis: { type: "category", data: dates.map((d, i) => `${d.slice(0, 10)}\n${commits[i].slice(0, 7)}`), axisLabel: { color: css("--soft") } },
    yAxis: axis(digits),
    series: workloads.map((w) => ({
      name: w, type: "line", symbolSize: 7, connectNulls: true,
      data: dates.map((d) => {
        const at = points.filter((p) => p.created === d && p.workload === w);
        if (!at.length) return null;
        return Math.exp(at.reduce((s, p) => s + Math.log(p.median / first.get(title(p))), 0) / at.length);
      }),
    })),
  }));
}

function table(lines) {
  const escaped = (t) => t.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
  const head = ["workload", "task", "median", "95 %", "quartiles apart", "allocated", "reachable", "least heap", "collecting", "warm-up"];
  const row = (r) => {
    if (r.failure) return `<td>${r.workload}</td><td>${r.task}</td><td class="bad" colspan="8">${escaped(r.failure)}</td>`;
    return [
      r.workload, r.task, time(r.median), `${time(r.low)} – ${time(r.high)}`, time(r.spread), bytes(r.allocated),
      r.live > 0 ? bytes(r.live) : "", r.leastHeap > 0 ? bytes(r.leastHeap) : "", `${(100 * r.collecting).toFixed(1)} %`,
      `${digits(r.warmUp)} s${r.isSettled ? "" : ", not settled"}`,
    ].map((c) => `<td>${c}</td>`).join("");
  };
  document.getElementById("all").innerHTML =
    `<thead><tr>${head.map((h) => `<th>${h}</th>`).join("")}</tr></thead><tbody>` +
    lines.map((r) => `<tr title="${escaped(r.checks).replace(/"/g, "&quot;")}">${row(r)}</tr>`).join("") + "</tbody>";
}

const e = data.environment;
document.getElementById("machine").textContent =
  `${data.created.slice(0, 10)} · commit ${e.commit}${e.isModified ? " with changes" : ""} · size ${data.size} · ` +
  `threads ${data.threads} · ${e.processor}, ${e.processors} processors, ${bytes(e.memoryBytes)} · ${e.os} · JDK ${e.jdk}` +
  (data.blas ? ` · ${data.blas}` : "");
const measured = data.lines.filter((l) => !l.failure);
if (data.ratios.length) ratios(data.ratios);
bars("times", measured, time, [["time", "median", "--ours"]]);
bars("memory", measured, bytes, [["allocated", "allocated", "--ours"], ["reachable", "live", "--second"]]);
history(data.history);
table(data.lines);

const redraw = () => charts.forEach((draw) => draw());
window.addEventListener("resize", redraw);
window.addEventListener("beforeprint", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
