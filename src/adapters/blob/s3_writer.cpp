#include "adapters/blob/s3_writer.hpp"

#include "adapters/blob/s3_xml.hpp"

namespace elevaite::adapters::blob {
namespace {

constexpr std::uint64_t kMaxParts = 10000;  // S3's own
constexpr std::size_t kPartStep = 1 << 20;

// Large enough that the whole fits into the parts there may be.
std::size_t part_bytes_for(std::size_t configured, std::optional<std::uint64_t> size) {
  auto needed = size.value_or(0) / kMaxParts + 1;
  if (needed <= configured) return configured;
  return static_cast<std::size_t>((needed + kPartStep - 1) / kPartStep * kPartStep);
}

}  // namespace

S3Writer::S3Writer(S3Calls& calls, std::string key, ports::BlobWriteOptions options)
    : calls_(calls),
      key_(std::move(key)),
      options_(std::move(options)),
      part_bytes_(part_bytes_for(calls.settings().part_bytes, options_.size)) {}

S3Writer::~S3Writer() {
  if (!upload_id_.empty()) calls_.abort_upload(key_, upload_id_);
}

S3Call S3Writer::call(std::string method) const {
  S3Call call;
  call.method = std::move(method);
  call.key = key_;
  return call;
}

Task<Result<void>> S3Writer::write(std::string bytes) {
  std::string_view rest = bytes;
  while (!rest.empty()) {
    // A full part waits for more to come: the last one goes with finish().
    if (pending_.size() == part_bytes_) CO_CHECK(co_await send_part());
    if (pending_.empty()) pending_.reserve(std::min(part_bytes_, options_.size.value_or(0)));
    auto piece = rest.substr(0, part_bytes_ - pending_.size());
    pending_ += piece;
    hash_.update(piece);
    rest.remove_prefix(piece.size());
  }
  co_return Result<void>();
}

Task<Result<void>> S3Writer::begin_upload() {
  auto begin = call("POST");
  begin.query = {{"uploads", ""}};
  begin.headers.add("Content-Type", options_.content_type);
  calls_.add_encryption(begin.headers);
  CO_TRY(auto answer, co_await calls_.send(std::move(begin)));
  upload_id_ = xml_text(answer.body, "UploadId");
  if (upload_id_.empty()) {
    co_return Error{ErrorCode::unavailable, "The file storage began an upload without an id."};
  }
  co_return Result<void>();
}

Task<Result<void>> S3Writer::send_part() {
  if (upload_id_.empty()) CO_CHECK(co_await begin_upload());
  if (etags_.size() == kMaxParts) {
    co_return Error{ErrorCode::limit_exceeded,
                    fmt::format("An upload of unknown size has at most {} parts of {} bytes.",
                                kMaxParts, part_bytes_)};
  }
  auto part = call("PUT");
  part.query = {{"partNumber", std::to_string(etags_.size() + 1)}, {"uploadId", upload_id_}};
  part.payload_hash = crypto::hex_encode(hash_.finish());
  sent_ += pending_.size();
  part.body = std::move(pending_);
  pending_.clear();
  CO_TRY(auto answer, co_await calls_.send(std::move(part)));
  etags_.emplace_back(answer.headers.get("ETag"));
  co_return Result<void>();
}

Task<Result<void>> S3Writer::send_whole() {
  auto put = call("PUT");
  put.headers.add("Content-Type", options_.content_type);
  calls_.add_encryption(put.headers);
  put.payload_hash = crypto::hex_encode(hash_.finish());
  put.body = std::move(pending_);
  CO_CHECK(co_await calls_.send(std::move(put)));
  co_return Result<void>();
}

Task<Result<void>> S3Writer::complete() {
  auto end = call("POST");
  end.query = {{"uploadId", upload_id_}};
  end.headers.add("Content-Type", "application/xml");
  end.body = "<CompleteMultipartUpload>";
  for (std::size_t i = 0; i < etags_.size(); ++i) {
    end.body += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", i + 1,
                            xml_escape(etags_[i]));
  }
  end.body += "</CompleteMultipartUpload>";
  auto answer = co_await calls_.send(std::move(end));
  if (!answer && answer.error().reason == "NoSuchUpload") co_return co_await confirm();
  if (!answer) co_return std::move(answer).error();
  // S3 begins its 200 before it knows how the completion ends.
  if (answer->body.find("<Error>") != std::string::npos) {
    co_return Error{ErrorCode::unavailable, "The file storage could not complete the upload: " +
                                                xml_text(answer->body, "Code") + "."};
  }
  co_return Result<void>();
}

Task<Result<void>> S3Writer::confirm() {
  CO_TRY(auto answer, co_await calls_.send(call("HEAD")));
  if (answer.headers.get("Content-Length") == std::to_string(sent_)) co_return Result<void>();
  co_return Error{ErrorCode::unavailable, "The file storage has lost the upload."};
}

Task<Result<void>> S3Writer::finish() {
  if (upload_id_.empty() && etags_.empty()) {
    auto sent = co_await send_whole();
    co_return sent;
  }
  CO_CHECK(co_await send_part());
  CO_CHECK(co_await complete());
  upload_id_.clear();
  co_return Result<void>();
}

}  // namespace elevaite::adapters::blob
