import { Hono } from 'hono';
import type { Config } from './config.ts';
import { both, type Observer, unobserved } from './domain/observer.ts';
import { metricsRoutes } from './http/metrics.ts';
import { releaseOf } from './release.ts';
import type { Role } from './role.ts';
import type { GaugeSources } from './telemetry/gauges.ts';

/** How a server is watched from outside: figures for Prometheus, traces for a collector. */
export interface Telemetry {
  observer: Observer;
  /** `/metrics`, where it is on. */
  routes: Hono;
  /** Told when all parts are there. */
  watch(sources: GaugeSources): void;
  /** Hands over what has not been handed over yet. */
  stop(): Promise<void>;
}

/** What is not asked for is not loaded, and costs nothing. */
export async function openTelemetry(
  { metricsToken: token, otlpEndpoint }: Pick<Config, 'metricsToken' | 'otlpEndpoint'>,
  role: Role,
): Promise<Telemetry> {
  const version = releaseOf();
  const metrics = token ? (await import('./telemetry/metrics.ts')).openMetrics({ role }, version) : null;
  const traces = otlpEndpoint
    ? (await import('./telemetry/traces.ts')).openTraces({ endpoint: otlpEndpoint, role, version })
    : null;
  const observers = [metrics?.observer, traces?.observer].filter((one) => one !== undefined);
  return {
    observer: observers.length > 1 ? both(observers[0]!, observers[1]!) : (observers[0] ?? unobserved),
    routes: metrics && token ? metricsRoutes({ ...metrics, token }) : new Hono(),
    watch: (sources) => metrics?.watch(sources),
    stop: async () => traces?.stop(),
  };
}
