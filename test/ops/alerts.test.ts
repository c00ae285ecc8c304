import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openMetrics } from '../../telemetry/metrics.ts';
import { atEnd } from '../support/atEnd.ts';
import { needsPromtool } from '../support/needs.ts';
import { newWorld } from '../support/world.ts';

const promtool = needsPromtool();
const run = (...words: string[]) => execFileSync(promtool!, words, { encoding: 'utf8', stdio: 'pipe' });
const rules = readFileSync('ops/prometheus/alerts.yml', 'utf8');
const dashboard = readFileSync('ops/grafana/dashboards/homeroom.json', 'utf8');

interface Rule {
  alert: string;
  expr: string;
  annotations: { description: string };
}

const alerts: Rule[] = parse(rules).groups.flatMap((group: { rules: Rule[] }) => group.rules);
const panels: { targets?: { expr: string }[] }[] = JSON.parse(dashboard).panels;
const questions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

describe.skipIf(!promtool)('promtool', () => {
  test('takes the alert rules', () => {
    expect(run('check', 'rules', 'ops/prometheus/alerts.yml')).toContain('SUCCESS');
  });

  test('sees each alert come when it should, and not before', () => {
    expect(run('test', 'rules', 'ops/prometheus/alerts.test.yml')).toContain('SUCCESS');
  });

  test('takes Prometheus’ own settings', () => {
    expect(run('check', 'config', '--syntax-only', 'ops/prometheus/prometheus.yml')).toContain('SUCCESS');
  });

  test('understands all that the dashboard asks', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-dashboard-'));
    atEnd(async () => rmSync(folder, { recursive: true, force: true }));
    const asked = questions.map((expr, index) => ({ record: `asked_${index}`, expr }));
    writeFileSync(
      path.join(folder, 'asked.yml'),
      JSON.stringify({ groups: [{ name: 'asked', rules: asked }] }),
    );
    expect(run('check', 'rules', path.join(folder, 'asked.yml'))).toContain(
      `${questions.length} rules found`,
    );
  });

  test('finds nothing to complain of in our figures', async () => {
    const { text } = await everyMetric();
    // prom-client's own names do not all keep Prometheus' rules.
    const input = text
      .split('\n')
      .filter((line) => /^(# \w+ )?homeroom_/.test(line))
      .join('\n');
    const checked = execFileSync(promtool!, ['check', 'metrics'], { input: `${input}\n`, encoding: 'utf8' });
    expect(checked).toBe('');
  });
});

test('each alert is tried', () => {
  const tried = readFileSync('ops/prometheus/alerts.test.yml', 'utf8');
  for (const { alert } of alerts)
    expect(tried, alert).toMatch(new RegExp(`alertname: ${alert}\\n\\s+exp_alerts:`));
});

test('each alert says where to read on', () => {
  for (const { alert, annotations } of alerts) {
    const [, file, heading] = /docs\/([\w/.-]+)#([\w-]+)/.exec(annotations.description) ?? [];
    const headings = file ? readFileSync(`docs/${file}`, 'utf8').match(/^#+ .*$/gm) : [];
    expect(headings?.map(anchorOf), alert).toContain(heading);
  }
});

test('the dashboard and the alerts name nothing that the server does not export', async () => {
  const { names } = await everyMetric();
  const asked = [...questions, ...alerts.map(({ expr }) => expr)].flatMap(metricsIn);
  expect(asked.length).toBeGreaterThan(40);
  // Prometheus makes it of every process that it asks.
  const unknown = asked.filter((name) => name !== 'up' && !names.has(name));
  expect(unknown).toEqual([]);
});

/** As GitHub makes them. */
const anchorOf = (heading: string) =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

const metricsIn = (expr: string) =>
  expr.replace(/\{[^}]*\}/g, '').match(/\b(up|(homeroom|nodejs|process)_\w+)\b/g) ?? [];

async function everyMetric() {
  const world = await newWorld();
  const metrics = openMetrics({ role: 'all' }, '1.2.3');
  metrics.watch({
    ...world.deps,
    pool: { size: 10, transactions: () => 0 },
    folders: { data: '/tmp' },
    jobs: [],
    channels: () => ({ all: [], broken: [] }),
    certificateEndsAt: async () => null,
  });
  const text = await metrics.read();
  const declared = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  const names = declared.flatMap(([, name, type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name!],
  );
  return { text, names: new Set(names) };
}
