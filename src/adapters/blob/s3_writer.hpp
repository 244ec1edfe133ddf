// An object on its way to S3: one request when it is small, a multipart upload otherwise. Parts are
// sent from memory, so that one can be sent again; no more than one is held.
#pragma once
#include "adapters/blob/s3_calls.hpp"
#include "core/crypto/sha256.hpp"

namespace elevaite::adapters::blob {

class S3Writer final : public ports::BlobWriter {
 public:
  S3Writer(S3Calls& calls, std::string key, ports::BlobWriteOptions options);
  ~S3Writer() override;
  S3Writer(const S3Writer&) = delete;
  S3Writer& operator=(const S3Writer&) = delete;

  Task<Result<void>> write(std::string bytes) override;
  Task<Result<void>> finish() override;

 private:
  S3Call call(std::string method) const;
  Task<Result<void>> begin_upload();
  Task<Result<void>> send_part();
  Task<Result<void>> send_whole();
  Task<Result<void>> complete();
  // Whether the object is there as it should be, after a completion whose answer was lost.
  Task<Result<void>> confirm();

  S3Calls& calls_;
  std::string key_;
  ports::BlobWriteOptions options_;
  std::size_t part_bytes_;
  std::string pending_;
  crypto::Sha256 hash_;
  std::uint64_t sent_ = 0;
  std::string upload_id_;
  std::vector<std::string> etags_;
};

}  // namespace elevaite::adapters::blob
