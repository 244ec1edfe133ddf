// Compresses ahead of time, as well as it can be done, so that the server only has to send.
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const kSmallest = 1024;
const kCompressible = /\.(css|html|js|json|map|svg|txt|xml|webmanifest)$/;

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Writes .br and .gz beside every file that gains from it; says how many files it were. */
export async function compressFolder(files) {
  let count = 0;
  for (const file of files.filter((name) => kCompressible.test(name))) {
    const bytes = await readFile(file);
    if (bytes.length < kSmallest) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    await writeFile(`${file}.br`, await brotli(bytes, { params }));
    await writeFile(`${file}.gz`, await deflate(bytes, { level: constants.Z_BEST_COMPRESSION }));
    count += 1;
  }
  return count;
}
