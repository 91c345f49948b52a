/// @file
/// The body of an Autodiscover request.

#include "protocol/autodiscover.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    fingerpost::Request request;
    request.method = "POST";
    request.body.assign(reinterpret_cast<const char*>(data), size);
    (void)fingerpost::protocol::parse_autodiscover(request);
    return 0;
}
