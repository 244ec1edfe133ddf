// Blob stores by the scheme of their URL.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "core/aws/credential_source.hpp"
#include "core/net/client.hpp"
#include "ports/blob_store.hpp"

namespace elevaite::adapters::blob {

struct BlobStoreOptions {
  // For S3; outlives the store. Its host is the operator's, so no egress guard applies.
  net::HttpClient* http = nullptr;
  aws::CredentialSettings credentials{};
  std::string default_region{};
  const Clock* clock = &system_clock();
};

// file:DIRECTORY
// s3://BUCKET[/PREFIX]?region=…&endpoint=http(s)://host[:port]&path_style=true
//   &sse=AES256|aws:kms&kms_key_id=…    encrypted by the server, with the bucket's key otherwise
//   &part_size=8MiB                     of uploads and ranged reads; at least 5MiB
// memory:                              for tests
// Errors name the part that is wrong.
Result<std::unique_ptr<ports::BlobStore>> open_blob_store(Executor executor, std::string_view url,
                                                          BlobStoreOptions options);

Result<std::unique_ptr<ports::BlobStore>> open_directory_store(std::string_view url);
std::unique_ptr<ports::BlobStore> open_memory_store(const Clock& clock);
Result<std::unique_ptr<ports::BlobStore>> open_s3_store(Executor executor, std::string_view url,
                                                        BlobStoreOptions options);

}  // namespace elevaite::adapters::blob
