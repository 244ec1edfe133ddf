// What the routes of knowledge act on.
#pragma once
#include "knowledge/collection_store.hpp"
#include "knowledge/document_store.hpp"
#include "knowledge/retrieval.hpp"
#include "ports/blob_store.hpp"
#include "ports/vector_index.hpp"

namespace elevaite::http {

struct KnowledgeServices {
  knowledge::CollectionStore& collections;
  knowledge::DocumentStore& documents;
  knowledge::Retrieval& retrieval;
  ports::BlobStore& blobs;
  ports::VectorIndex& vectors;
};

}  // namespace elevaite::http
