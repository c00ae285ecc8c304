import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Observer } from '../domain/observer.ts';
import { type GaugeSources, gauges } from './gauges.ts';
import { meters } from './meters.ts';

export interface Metrics {
  observer: Observer;
  /** Sources can be given once the parts are there that they look at. */
  watch(sources: GaugeSources): void;
  contentType: string;
  /** All of them as Prometheus reads them. */
  read(): Promise<string>;
}

/** The figures of one process; besides ours those of Node: event loop, memory, processor, garbage. */
export function openMetrics(labels: { role: string }, version: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels(labels);
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'homeroom_build_info',
    help: 'Which release this is.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  const observer = meters(registry);
  let look: () => Promise<void> = async () => undefined;
  return {
    observer,
    watch: (sources) => {
      look = gauges(registry, sources);
    },
    contentType: registry.contentType,
    async read() {
      await look();
      return registry.metrics();
    },
  };
}
