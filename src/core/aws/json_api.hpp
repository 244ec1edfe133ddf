// Calls of AWS services that speak JSON over HTTP ("AWS JSON 1.0/1.1": SQS, Secrets Manager, …):
// signed, sent again when that can help, their refusals as Errors.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
#pragma once
#include "core/aws/clock_skew.hpp"
#include "core/aws/credential_source.hpp"
#include "core/json.hpp"

namespace elevaite::aws {

struct JsonService {
  std::string base_url;  // "https://host[:port]"
  std::string host;      // as the Host field says it
  std::string region;
  std::string name;          // as signed: "sqs"
  std::string target;        // before the operation's name: "AmazonSQS"
  std::string content_type;  // "application/x-amz-json-1.0"
};

// The host of `url`, or, if that is empty, of the service in AWS. An error names `endpoint`.
Result<void> place(JsonService& service, std::string endpoint);

class JsonApi {
 public:
  // `http` and `clock` outlive it.
  JsonApi(net::HttpClient& http, const Clock& clock, CredentialSettings credentials,
          JsonService service)
      : http_(http),
        skew_(clock),
        credentials_(http, clock, std::move(credentials)),
        service_(std::move(service)) {}

  const JsonService& service() const { return service_; }
  // `timeout` is for one attempt. A refusal has the service's own word for it as its reason
  // ("QueueDoesNotExist") and the code unavailable, unauthenticated, not_found or internal. What is
  // sent again may have been done the first time.
  Task<Result<Json>> call(std::string operation, JsonObject body, Duration timeout = 20s);

 private:
  Task<Result<net::ClientResponse>> send_once(const std::string& operation, const std::string& body,
                                              Duration timeout);

  net::HttpClient& http_;
  ClockSkew skew_;
  CredentialSource credentials_;
  JsonService service_;
};

}  // namespace elevaite::aws
