// What every statement that reads of documents for somebody has in its WHERE.
#pragma once

// The parameters are SQL: the tables' aliases or "$2" and the like.
#define READABLE_BY(document, role, member)                                 \
  " EXISTS (SELECT 1 FROM document_readers a WHERE a.tenant_id = " document \
  ".tenant_id"                                                              \
  " AND a.document_id = " document ".id AND a.reader IN ('everyone', " role ", " member "))"
