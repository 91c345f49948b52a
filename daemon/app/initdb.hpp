/// @file
/// `/initdb/`, as automx2 has it, but only for a neighbour on this machine and only while there is
/// nothing to lose: GET seeds the worked example, POST takes a JSON seed, nothing is ever deleted.
#pragma once

#include "app/catalog_keeper.hpp"
#include "base/message.hpp"

namespace fingerpost::app {

/// Whether the path is ours: with and without the final slash.
bool is_initdb(const Request& request);

/// 403 for anybody but a loopback client after proxy resolution (and through no unknown proxy), 405
/// for other methods, 409 where a provider exists, 415 and 400 for a body that is no JSON seed.
boost::asio::awaitable<Response> answer_initdb(Request request, CatalogKeeper& keeper);

} // namespace fingerpost::app
