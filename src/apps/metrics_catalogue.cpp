#include "apps/metrics_catalogue.hpp"

namespace elevaite::apps {
namespace {

constexpr std::string_view kHead = R"(# Metrics

<!-- Written from src/apps/metrics_catalogue.cpp by `UPDATE_GOLDEN=1 apps_test`. Do not edit. -->

`GET /metrics` of each process answers all of them in the text format of Prometheus; with `http.metrics_token` set it wants
that token. With `metrics.emf` each process also writes them to its standard output every `metrics.emf_interval`, one line a
combination of dimensions, in CloudWatch's embedded metric format: CloudWatch Logs makes metrics of such lines by itself, in the
namespace `metrics.namespace`. There each combination of dimensions is paid for, so a metric has `service` and the dimensions
below, and its other labels are added up. A counter says what came since the last line; of a histogram there are `NAME_count`,
`NAME_p50` and `NAME_p99`, in seconds, of one process and that time.

No metric has a tenant, a user, an agent or an id as a label.

| name | type | unit | labels | dimensions in CloudWatch | process | what it says |
|---|---|---|---|---|---|---|
)";

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "`" : ", `") + word + "`";
  return out;
}

std::vector<CatalogueMetric> metrics_of_work() {
  return {
      {"elevaite_http_requests_total",
       "counter",
       "Count",
       {"route", "status"},
       {"status"},
       "all",
       "Requests by route (`operationId` of the API's document) and class of the status."},
      {"elevaite_http_request_seconds",
       "histogram",
       "Seconds",
       {"route"},
       {},
       "all",
       "Time from a request's head to its answer; of a stream, to its first byte."},
      {"elevaite_api_key_addresses_refused_total",
       "counter",
       "Count",
       {},
       {},
       "auth, engine",
       "Requests with an API key from an address that the key does not allow."},
      {"elevaite_runs_active",
       "gauge",
       "Count",
       {},
       {},
       "engine, worker",
       "Runs that this process holds in memory; waiting runs are not."},
      {"elevaite_jobs_running",
       "gauge",
       "Count",
       {},
       {},
       "worker",
       "Jobs that this process works on."},
      {"elevaite_jobs_ended",
       "gauge",
       "Count",
       {},
       {},
       "worker",
       "Jobs that this process has let go of, since its start."},
  };
}

std::vector<CatalogueMetric> metrics_of_queues() {
  return {
      {"elevaite_queue_ready",
       "gauge",
       "Count",
       {"queue"},
       {"queue"},
       "worker",
       "Messages that wait for a worker."},
      {"elevaite_queue_in_flight",
       "gauge",
       "Count",
       {"queue"},
       {"queue"},
       "worker",
       "Messages that workers have."},
      {"elevaite_queue_dead",
       "gauge",
       "Count",
       {"queue"},
       {"queue"},
       "worker",
       "Messages in the dead-letter queue."},
      {"elevaite_queue_backlog_per_worker",
       "gauge",
       "Count",
       {"queue"},
       {"queue"},
       "worker",
       "Messages that wait, or that workers have, by the number of live workers."},
      {"elevaite_queue_oldest_ms",
       "gauge",
       "Milliseconds",
       {"queue"},
       {"queue"},
       "worker",
       "Age of the oldest message that waits."},
  };
}

std::vector<CatalogueMetric> metrics_of_traces() {
  return {
      {"elevaite_spans_sent_total",
       "counter",
       "Count",
       {},
       {},
       "all, with `traces.url`",
       "Spans that the collector has taken."},
      {"elevaite_spans_dropped",
       "gauge",
       "Count",
       {},
       {},
       "all, with `traces.url`",
       "Spans for which there was no room, or that nobody took, since the start."},
  };
}

}  // namespace

const std::vector<CatalogueMetric>& metrics_catalogue() {
  static const auto catalogue = [] {
    auto all = metrics_of_work();
    for (const auto& more : {metrics_of_queues(), metrics_of_traces()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }();
  return catalogue;
}

std::string metrics_markdown() {
  std::string out(kHead);
  for (const CatalogueMetric& metric : metrics_catalogue()) {
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", metric.name, metric.type,
                       metric.unit, listed(metric.labels), listed(metric.dimensions),
                       metric.processes, metric.sentence);
  }
  return out;
}

}  // namespace elevaite::apps
