// ECS, ECR, CloudWatch Logs, SQS and STS as far as a delivery speaks with them, by their wire protocol.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { parse } from 'node:querystring';
import { FakeService } from './fake_service.mjs';

export const registry = '111122223333';
export const repositoryUri = `${registry}.dkr.ecr.eu-central-1.amazonaws.com/elevaite`;
export const revisionArn = (name) => `arn:aws:ecs:eu-central-1:${registry}:task-definition/${name}`;

class Refusal extends Error {
  constructor(code, message = code) {
    super(message);
    this.code = code;
  }
}

export class FakeAws {
  calls = [];
  definitions = new Map();
  services = new Map();
  images = new Map();
  dead = 0;
  // What tests change: how the migration's container ends, and how a service takes a new revision.
  migrationExit = 0;
  takes = () => 'starts';
  #server = createServer((request, response) => this.#answer(request, response));

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  addDefinition(name, image = `${repositoryUri}@sha256:${'0'.repeat(64)}`) {
    const family = name.split(':')[0];
    const definition = {
      taskDefinitionArn: revisionArn(name),
      family,
      revision: Number(name.split(':')[1]),
      status: 'ACTIVE',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      registeredAt: 1_790_000_000,
      containerDefinitions: [
        {
          name: family,
          image,
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/elevaite', 'awslogs-stream-prefix': family },
          },
        },
        { name: 'telemetry', image: 'public.ecr.aws/telemetry/agent:1.2.3' },
      ],
    };
    this.definitions.set(definition.taskDefinitionArn, definition);
    return definition.taskDefinitionArn;
  }

  addService(name) {
    this.services.set(name, new FakeService(name, this.addDefinition(`${name}:7`)));
  }

  called(operation) {
    return this.calls.filter((call) => call.operation === operation);
  }

  imageOf(name) {
    return this.definitions.get(this.services.get(name).taskDefinition).containerDefinitions[0].image;
  }

  async #answer(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const target = request.headers['x-amz-target'];
    if (!target) return this.#assumeRole(parse(text), response);
    const operation = target.split('.')[1];
    const body = JSON.parse(text);
    this.calls.push({ operation, body });
    try {
      const credential = request.headers.authorization?.match(
        /Credential=(\w+)\/\d+\/eu-central-1\/\w+\/aws4_request/,
      );
      if (credential?.[1] !== 'LENT') throw new Refusal('UnrecognizedClientException');
      if (!this[operation]) throw new Refusal('UnknownOperationException', operation);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(this[operation](body)));
    } catch (error) {
      response.statusCode = error instanceof Refusal ? 400 : 500;
      response.end(JSON.stringify({ __type: error.code ?? 'ServerException', message: error.message }));
    }
  }

  #assumeRole(form, response) {
    this.calls.push({ operation: form.Action, body: form });
    response.setHeader('content-type', 'text/xml');
    response.end(`<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult><Credentials>
      <AccessKeyId>LENT</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
      <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
      </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`);
  }

  DescribeTaskDefinition({ taskDefinition }) {
    const found =
      this.definitions.get(taskDefinition) ??
      [...this.definitions.values()].findLast(({ family }) => family === taskDefinition);
    if (!found) throw new Refusal('ClientException', 'Unable to describe task definition.');
    return { taskDefinition: found, tags: [{ key: 'Project', value: 'ElevAIte' }] };
  }

  RegisterTaskDefinition(given) {
    const extra = ['taskDefinitionArn', 'revision', 'status', 'registeredAt'].find((field) => field in given);
    if (extra) throw new Refusal('ClientException', `Unknown field ${extra}`);
    const last = this.DescribeTaskDefinition({ taskDefinition: given.family }).taskDefinition;
    const revision = last.revision + 1;
    const definition = { ...given, revision, taskDefinitionArn: revisionArn(`${given.family}:${revision}`) };
    this.definitions.set(definition.taskDefinitionArn, definition);
    return { taskDefinition: definition };
  }

  RunTask() {
    this.polls = 0;
    return { tasks: [{ taskArn: `arn:aws:ecs:eu-central-1:${registry}:task/main/abc123` }], failures: [] };
  }

  DescribeTasks() {
    this.polls += 1;
    if (this.polls < 3) return { tasks: [{ lastStatus: 'RUNNING', containers: [{}] }] };
    return {
      tasks: [
        {
          lastStatus: 'STOPPED',
          stoppedReason: 'Essential container in task exited',
          containers: [{ name: 'migrate', exitCode: this.migrationExit }],
        },
      ],
    };
  }

  GetLogEvents({ logStreamName }) {
    return { events: [{ timestamp: 1, message: `log of ${logStreamName}` }] };
  }

  UpdateService({ service: name, taskDefinition }) {
    const ending = this.takes(name, taskDefinition);
    return { service: this.services.get(name).update(taskDefinition, ending) };
  }

  DescribeServices({ services: names }) {
    const found = names.map((name) => this.services.get(name)).filter(Boolean);
    return { services: found.map((service) => service.look()), failures: [] };
  }

  DescribeImages({ imageIds: [{ imageDigest }] }) {
    const image = this.images.get(imageDigest);
    if (!image) throw new Refusal('ImageNotFoundException');
    return { imageDetails: [{ imageDigest, imageTags: [...image.tags] }] };
  }

  BatchGetImage({ imageIds: [{ imageDigest }] }) {
    const image = this.images.get(imageDigest);
    return {
      images: [
        {
          imageManifest: image.manifest,
          imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
          imageId: { imageDigest },
        },
      ],
    };
  }

  PutImage({ imageManifest, imageDigest, imageTag }) {
    const image = this.images.get(imageDigest);
    if (image?.manifest !== imageManifest) throw new Refusal('ImageDigestDoesNotMatchException');
    if (image.tags.includes(imageTag)) throw new Refusal('ImageAlreadyExistsException');
    image.tags.push(imageTag);
    return { image: { imageId: { imageDigest, imageTag } } };
  }

  GetAuthorizationToken() {
    return { authorizationData: [{ authorizationToken: Buffer.from('AWS:pass word').toString('base64') }] };
  }

  GetQueueAttributes() {
    const now = typeof this.dead === 'function' ? this.dead() : this.dead;
    return { Attributes: { ApproximateNumberOfMessages: String(now) } };
  }
}
