import { startEcho } from '../../fixtures/servers/odd/echo.ts';

/** A process of its own, so that the server's CPU time is not counted: prints its URL and serves until it is killed. */
const { url } = await startEcho();
process.stdout.write(`${url}\n`);
