import { besidePeer } from './peer.ts';
import { overhead } from './overhead.ts';
import { formatRows } from './row.ts';
import { startUp } from './start-up.ts';

/** `npm run bench`: the built package's figures in one table. A target that is not met fails nothing. */
console.log(`node ${process.version}, ${process.platform} ${process.arch}`);
const rows = [...(await overhead()), ...(await startUp()), ...(await besidePeer())];
console.log(formatRows(rows));
