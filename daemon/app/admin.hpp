/// @file
/// The admin listener's own pages: metrics for Prometheus, health for supervisors.
#pragma once

#include "app/catalog_keeper.hpp"
#include "base/message.hpp"

namespace fingerpost::app {

/// `/metrics`, `/health/live` (200 while the process answers) and `/health/ready` (200 once there
/// is a catalog to answer from; the body says whether the database is there too).
Response
answer_admin(const Request& request, const metrics::Metrics& metrics, const CatalogKeeper& keeper);

} // namespace fingerpost::app
