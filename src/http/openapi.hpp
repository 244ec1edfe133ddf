// OpenAPI 3.1 from the specs that the server itself checks by.
#pragma once
#include "http/api.hpp"
#include "http/router.hpp"

namespace elevaite::http {

// Deterministic: paths and members in a fixed order, no build-dependent values.
Json openapi_document(const ApiOptions& options, const Router& router);

}  // namespace elevaite::http
