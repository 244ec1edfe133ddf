// What is wrong with a Dockerfile: by the language's own validator, and by our rules for what ships.
import { constants } from 'node:os';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { unknownVariables } from './configuration_keys.mjs';

const isPinned = (image) => /@sha256:[0-9a-f]{64}$/.test(image) || /:[^:/]*\d+\.\d+[^:/]*$/.test(image);

function baseImages(file) {
  const stages = file
    .getFROMs()
    .map((from) => from.getBuildStage())
    .filter(Boolean);
  const defaults = new Map(
    file.getInitialARGs().map((arg) => {
      const property = arg.getProperty();
      return [property.getName(), property.getValue() ?? ''];
    }),
  );
  return file
    .getFROMs()
    .map((from) => from.getImage().replace(/\$\{(\w+)\}/g, (_, name) => defaults.get(name) ?? ''))
    .filter((image) => image !== 'scratch' && !stages.includes(image));
}

function lastStage(file) {
  const instructions = file.getInstructions();
  const from = instructions.findLastIndex((entry) => entry.getKeyword() === 'FROM');
  return instructions.slice(from);
}

export function dockerfileFindings(text) {
  const findings = validate(text, { emptyContinuationLine: 2 }).map(
    (problem) => `line ${problem.range.start.line + 1}: ${problem.message}`,
  );
  const file = DockerfileParser.parse(text);
  for (const image of baseImages(file))
    if (!isPinned(image)) findings.push(`base image ${image} is not pinned`);
  const last = lastStage(file);
  const of = (keyword) => last.filter((entry) => entry.getKeyword() === keyword);
  const user = of('USER').at(-1)?.getArgumentsContent() ?? 'root';
  if (!/^[1-9]\d*:[1-9]\d*$/.test(user)) findings.push(`the image runs as ${user}`);
  for (const keyword of ['HEALTHCHECK', 'STOPSIGNAL', 'LABEL', 'EXPOSE']) {
    if (of(keyword).length === 0) findings.push(`the last stage has no ${keyword}`);
  }
  if (of('RUN').length > 0) findings.push('the last stage runs commands: it should only copy');
  for (const keyword of ['CMD', 'ENTRYPOINT']) {
    for (const entry of of(keyword)) {
      if (!entry.getArgumentsContent().startsWith('[')) findings.push(`${keyword} goes through a shell`);
    }
  }
  for (const entry of file.getInstructions()) {
    const content = entry.getArgumentsContent() ?? '';
    if (entry.getKeyword() === 'ADD') findings.push('ADD fetches or unpacks; COPY does neither');
    if (/apt-get (-\S+ )*install/.test(content) && !content.includes('--no-install-recommends')) {
      findings.push('apt-get installs what is only recommended');
    }
    if (/apt-get (-\S+ )*install/.test(content) && !content.includes('rm -rf /var/lib/apt/lists')) {
      findings.push('the lists of apt stay in the layer');
    }
    if (
      ['ENV', 'ARG'].includes(entry.getKeyword()) &&
      /(PASSWORD|SECRET|TOKEN|API_KEY)\w*=\S/.test(content)
    ) {
      findings.push(`a secret in ${entry.getKeyword()} stays in the image's history`);
    }
  }
  const signal = of('STOPSIGNAL').at(-1)?.getArgumentsContent();
  if (signal && !(signal in constants.signals)) findings.push(`there is no signal ${signal}`);
  const set = of('ENV').flatMap((entry) => entry.getProperties().map((property) => property.getName()));
  return [...findings, ...unknownVariables(set)];
}
