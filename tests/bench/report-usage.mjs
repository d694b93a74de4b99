// Loaded by `node --import` before the command that is measured: says at its end what it used.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
  writeFileSync(process.env['ATG_BENCH_USAGE'] ?? 'usage.json', JSON.stringify(usage));
});
