// A standard queue of Amazon SQS, or of what speaks its JSON protocol, with the dead-letter queue
// that its redrive policy names. The queues are made elsewhere (Terraform).
//
// What SQS does not do, and what follows from it: messages have no priority; the fair order between
// tenants is SQS's own (MessageGroupId on a standard queue), so room() is not asked; a delay is 15
// minutes at most, and what is due later comes early and is handed back; a message may come twice,
// and complete() of a stale receipt may look like a success.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/
#pragma once
#include <memory>

#include "adapters/queue/sqs_settings.hpp"
#include "ports/job_queue.hpp"

namespace elevaite::adapters::queue {

struct SqsOptions {
  // Both outlive the queue. Its host is the operator's, so no egress guard applies.
  net::HttpClient* http = nullptr;
  const Clock* clock = &system_clock();
  aws::CredentialSettings credentials{};
};

// `name` is what we call it ("quick"), whatever its name in SQS.
std::unique_ptr<ports::JobQueue> make_sqs_queue(std::string name, SqsSettings settings,
                                                SqsOptions options);

}  // namespace elevaite::adapters::queue
