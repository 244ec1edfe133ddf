#include "adapters/blob/s3_calls.hpp"

#include "adapters/blob/s3_xml.hpp"
#include "core/aws/retry.hpp"
#include "core/crypto/encoding.hpp"
#include "core/crypto/sha256.hpp"
#include "core/log.hpp"

namespace elevaite::adapters::blob {
namespace {

constexpr Duration kCallTimeout = 120s;
constexpr std::size_t kMaxAnswerSlack = 4 << 20;  // beside a part: lists, errors

Error refusal(const net::ClientResponse& response) {
  auto code = xml_text(response.body, "Code");
  if (response.status == 404 && code != "NoSuchBucket" && code != "NoSuchUpload") {
    return not_found("blob");
  }
  if (code == "EntityTooLarge") {
    return Error{ErrorCode::limit_exceeded, "The object is larger than S3 takes."};
  }
  log_warning("S3 refused a request", {{"status", response.status}, {"code", code}});
  Error error{ErrorCode::unavailable,
              fmt::format("The file storage answered {} {}.", response.status, code)};
  error.reason = code;
  return error;
}

}  // namespace

aws::SignableRequest S3Calls::signable(const S3Call& call) const {
  aws::SignableRequest request;
  request.method = call.method;
  request.host = settings_.host;
  request.path = settings_.path_prefix;
  if (call.key) request.path += settings_.prefix + *call.key;
  request.query = call.query;
  request.headers = call.headers;
  return request;
}

void S3Calls::add_encryption(net::Headers& headers) const {
  if (settings_.encryption.empty()) return;
  headers.add("X-Amz-Server-Side-Encryption", settings_.encryption);
  if (settings_.kms_key_id.empty()) return;
  headers.add("X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id", settings_.kms_key_id);
}

Task<Result<net::ClientResponse>> S3Calls::send_once(const S3Call& call) {
  CO_TRY(auto credentials, co_await credentials_.get());
  auto request = signable(call);
  auto hash = call.payload_hash;
  if (hash.empty()) hash = crypto::hex_encode(crypto::sha256(call.body));
  aws::sign(request, credentials, {settings_.region, "s3"}, skew_.now(), hash);
  net::ClientRequest outgoing;
  outgoing.method = call.method;
  outgoing.url = settings_.base_url + request.target();
  outgoing.headers = std::move(request.headers);
  outgoing.body = call.body;
  outgoing.total_timeout = kCallTimeout;
  outgoing.is_repeatable = true;
  outgoing.max_response_bytes = settings_.part_bytes + kMaxAnswerSlack;
  auto answer = co_await options_.http->send(std::move(outgoing));
  co_return answer;
}

Task<Result<net::ClientResponse>> S3Calls::send(S3Call call) {
  for (int attempt = 1;; ++attempt) {
    auto answer = co_await send_once(call);
    bool may_repeat = aws::may_help_to_repeat(answer);
    if (answer && answer->status == 403) {
      // The answer to a HEAD has no body that could name the reason.
      const auto word =
          call.method == "HEAD" ? "RequestTimeTooSkewed" : xml_text(answer->body, "Code");
      may_repeat = may_repeat || skew_.learn(*answer, word);
    }
    if (attempt < aws::kMaxAttempts && may_repeat) {
      co_await sleep_for(aws::pause_after(attempt));
      continue;
    }
    if (!answer) co_return answer;
    bool is_good = (answer->status >= 200 && answer->status < 300) || answer->status == 416;
    if (!is_good) co_return refusal(*answer);
    co_return answer;
  }
}

Task<Result<std::string>> S3Calls::presign(S3Call call, std::chrono::seconds lifetime) {
  CO_TRY(auto credentials, co_await credentials_.get());
  auto request = signable(call);
  aws::presign(request, credentials, {settings_.region, "s3"}, skew_.now(), lifetime);
  co_return settings_.base_url + request.target();
}

void S3Calls::abort_upload(std::string key, std::string upload_id) {
  background_.spawn(abort_now(std::move(key), std::move(upload_id)));
}

Task<void> S3Calls::abort_now(std::string key, std::string upload_id) {
  S3Call call;
  call.method = "DELETE";
  call.key = std::move(key);
  call.query = {{"uploadId", std::move(upload_id)}};
  auto answer = co_await send(std::move(call));
  if (!answer && answer.error().code != ErrorCode::not_found) {
    log_warning("cannot give up an upload", {{"error", answer.error().message}});
  }
}

}  // namespace elevaite::adapters::blob
