// Images in ECR. A tag is only ever added to a manifest that is there: what runs in production is, byte
// for byte, what was tried out in staging.
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  GetAuthorizationTokenCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { DeliveryError } from './settings.mjs';

async function tagsOf(ecr, { registry, repository, digest }) {
  const { imageDetails = [] } = await ecr.send(
    new DescribeImagesCommand({
      registryId: registry,
      repositoryName: repository,
      imageIds: [{ imageDigest: digest }],
    }),
  );
  return imageDetails[0]?.imageTags ?? [];
}

function commitOf(tags, digest) {
  const commit = tags.map((tag) => tag.match(/^git-([0-9a-f]{40})$/)?.[1]).find(Boolean);
  if (!commit)
    throw new DeliveryError(`${digest} has no tag git-<commit>: it does not come from the pipeline.`);
  return commit;
}

async function addTag(ecr, { registry, repository, digest }, tag) {
  const { images = [] } = await ecr.send(
    new BatchGetImageCommand({
      registryId: registry,
      repositoryName: repository,
      imageIds: [{ imageDigest: digest }],
    }),
  );
  if (images.length === 0) throw new DeliveryError(`There is no image ${digest} in ${repository}.`);
  const { imageManifest, imageManifestMediaType } = images[0];
  try {
    await ecr.send(
      new PutImageCommand({
        registryId: registry,
        repositoryName: repository,
        imageManifest,
        imageManifestMediaType,
        imageDigest: digest,
        imageTag: tag,
      }),
    );
  } catch (error) {
    // The same manifest has the tag already: the step was repeated.
    if (error.name !== 'ImageAlreadyExistsException') throw error;
  }
}

/** Says of the image that staging ran it and its smoke tests passed. */
export async function markTested(ecr, image) {
  const tag = `tested-${commitOf(await tagsOf(ecr, image), image.digest)}`;
  await addTag(ecr, image, tag);
  return tag;
}

/** Gives a tested image its production tag. */
export async function promote(ecr, image, now) {
  const tags = await tagsOf(ecr, image);
  const commit = commitOf(tags, image.digest);
  if (!tags.includes(`tested-${commit}`)) {
    throw new DeliveryError(`${image.digest} has not passed staging: it has no tag tested-${commit}.`);
  }
  const tag = `prod-${now.toISOString().slice(0, 10)}-${commit}`;
  await addTag(ecr, image, tag);
  return tag;
}

/** The password with which a client of registries pushes and pulls for the next hours. */
export async function registryPassword(ecr) {
  const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = Buffer.from(authorizationData[0]?.authorizationToken ?? '', 'base64').toString();
  if (!token.startsWith('AWS:')) throw new DeliveryError('ECR gave no password.');
  return token.slice('AWS:'.length);
}
