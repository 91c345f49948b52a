/// @file
/// What a server may send as its certificate. What is read can be read again, and says the same.

#include "probe/certificate.hpp"

#include <string_view>

using namespace fingerpost::probe;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto read = read_certificate({reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    const auto again = read_certificate(read->der);
    if (!again || *again != *read) __builtin_trap();
    if (read->names.size() + read->addresses.size() > certificate_names_max) __builtin_trap();
    for (const auto& name : read->names)
        covers(*read, name);
    if (fingerprint(*read).size() != 64) __builtin_trap();
    return 0;
}
