// AWS Secrets Manager as our tests have it: the one call that we make, behind the gate that verifies
// signatures; and the endpoint at which ECS hands out a task's role.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AwsGate, credentials } from './aws_gate.mjs';

function refuse(response, status, code) {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify({ __type: code, message: code }));
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

async function listening(handler) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

class SecretsManager extends AwsGate {
  secrets = new Map();  // name -> text, or bytes

  constructor() {
    super({ service: 'secretsmanager', refuse });
  }

  async startEmulator() {
    this.server = await listening((request, response) => this.#answer(request, response));
    this.behind = new URL(`http://127.0.0.1:${this.server.address().port}`);
  }

  async stopEmulator() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async #answer(request, response) {
    const { SecretId: name } = JSON.parse(await bodyOf(request));
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
      return refuse(response, 400, 'InvalidAction');
    }
    const secret = this.secrets.get(name);
    if (secret === undefined) return refuse(response, 400, 'ResourceNotFoundException');
    const value = typeof secret === 'string' ? { SecretString: secret }
      : { SecretBinary: secret.toString('base64') };
    response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1' });
    return response.end(JSON.stringify({ Name: name, ...value }));
  }
}

export const startSecretsManager = () => new SecretsManager().start();

// Temporary credentials for whoever shows the token that ECS gave to the task.
export async function startTaskRole() {
  const role = { asked: 0, authorization: 'the-token-of-the-task' };
  role.server = await listening((request, response) => {
    role.asked += 1;
    if (request.headers.authorization !== role.authorization) {
      response.writeHead(403);
      return response.end();
    }
    return response.end(JSON.stringify({ AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey, Token: 'a-session',
      Expiration: new Date(Date.now() + 3_600_000).toISOString() }));
  });
  role.environment = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${role.server.address().port}/role`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: role.authorization,
  };
  role.stop = () => {
    role.server.closeAllConnections();
    role.server.close();
  };
  return role;
}
