// Short-lived credentials: GitHub says who this pipeline is, and AWS lends it the environment's role.
// The clients of AWS read the token's file by themselves (AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN).
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliveryError } from './settings.mjs';

export async function takeIdentity(environment) {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = environment;
  if (!url) return;
  if (!environment.AWS_ROLE_ARN)
    throw new DeliveryError('AWS_ROLE_ARN must be the role of this environment.');
  const asked = new URL(url);
  asked.searchParams.set('audience', 'sts.amazonaws.com');
  const answer = await fetch(asked, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok)
    throw new DeliveryError(`GitHub gave no identity: ${answer.status}. Has the job id-token: write?`);
  const { value } = await answer.json();
  const file = join(await mkdtemp(join(tmpdir(), 'identity-')), 'token');
  await writeFile(file, value, { mode: 0o600 });
  environment.AWS_WEB_IDENTITY_TOKEN_FILE = file;
  environment.AWS_ROLE_SESSION_NAME = `elevaite-${environment.GITHUB_RUN_ID ?? 'delivery'}`;
}
