// One call of the S3 API: signed, sent again when that can help, its refusal as an Error.
#pragma once
#include "adapters/blob/open.hpp"
#include "adapters/blob/s3_settings.hpp"
#include "core/aws/clock_skew.hpp"

namespace elevaite::adapters::blob {

struct S3Call {
  std::string method = "GET";
  std::optional<std::string> key{};  // none: the bucket itself
  net::QueryParameters query{};
  net::Headers headers{};
  std::string body{};
  std::string payload_hash{};  // of the body when it is known already
};

class S3Calls {
 public:
  S3Calls(Executor executor, S3Settings settings, BlobStoreOptions options)
      : settings_(std::move(settings)),
        options_(std::move(options)),
        credentials_(*options_.http, *options_.clock, options_.credentials),
        skew_(*options_.clock),
        background_(executor) {}

  const S3Settings& settings() const { return settings_; }
  // Answers 2xx as they are, and 416. Every call here may be repeated: S3's writes are whole.
  Task<Result<net::ClientResponse>> send(S3Call call);
  Task<Result<std::string>> presign(S3Call call, std::chrono::seconds lifetime);
  // Gives up a multipart upload, without anybody waiting for it.
  void abort_upload(std::string key, std::string upload_id);
  void add_encryption(net::Headers& headers) const;
  Instant now() const { return options_.clock->now(); }

 private:
  aws::SignableRequest signable(const S3Call& call) const;
  Task<Result<net::ClientResponse>> send_once(const S3Call& call);
  Task<void> abort_now(std::string key, std::string upload_id);

  S3Settings settings_;
  BlobStoreOptions options_;
  aws::CredentialSource credentials_;
  aws::ClockSkew skew_;
  TaskGroup background_;
};

}  // namespace elevaite::adapters::blob
