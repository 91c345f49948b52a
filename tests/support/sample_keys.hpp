/// @file
/// Public keys that tests publish. Nobody has the private halves any more.
#pragma once

#include <string_view>

namespace fingerpost::test {

inline constexpr std::string_view rsa_1024 =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC/T7qbZ16gI1K90VmUJKo/YFJe1h3wGlJOSM0EJU21We5OVbU8"
    "yanL6NdiuQzJhlKW7ZNvZdvIkuyhO5qlakB7tmaZyC6mbz7jAcustHW8WfPb6133ZrEZddhff/7uc21CNRqTTIR5"
    "MVwuxMnIZqrwZwmkWRMEfMEwisSRyBg/JwIDAQAB";
inline constexpr std::string_view rsa_2048 =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtUf/z89weJ8uFl+ImEfW5q1IX7xyEkFNqlKLvgK2+966"
    "tMA9p2kq63/lqYytbQG0hZISizmPDWv4iJTHCGpxbWut2B1XWJd1k0yvaed4EoqCfw4Xe4XnqmRWAKR0xd3ENpsV"
    "q6Ffsi2XtnUrUAocBTEFGJLk/MlivGOmMU8ac/HxdSl1AQPbfEBNDOGx1V3BT+VnY83OFQAnkMGiSPtK4rWgNe74"
    "g8UFPbORD1f7n2Nvjr75ROeHay6Qo2C0smurLwoq8N7Plvw832DYgJxZUKWpIa7rdwWToLIrJNoxwxbSTT/oQmfO"
    "dFV7HmfcOu1W+1cZ5c9y6c9RdRVfWF3BnwIDAQAB";
/// The same without its wrapping, as RFC 6376 speaks of it.
inline constexpr std::string_view rsa_2048_bare =
    "MIIBCgKCAQEAtUf/z89weJ8uFl+ImEfW5q1IX7xyEkFNqlKLvgK2+966tMA9p2kq63/lqYytbQG0hZISizmPDWv4"
    "iJTHCGpxbWut2B1XWJd1k0yvaed4EoqCfw4Xe4XnqmRWAKR0xd3ENpsVq6Ffsi2XtnUrUAocBTEFGJLk/MlivGOm"
    "MU8ac/HxdSl1AQPbfEBNDOGx1V3BT+VnY83OFQAnkMGiSPtK4rWgNe74g8UFPbORD1f7n2Nvjr75ROeHay6Qo2C0"
    "smurLwoq8N7Plvw832DYgJxZUKWpIa7rdwWToLIrJNoxwxbSTT/oQmfOdFV7HmfcOu1W+1cZ5c9y6c9RdRVfWF3B"
    "nwIDAQAB";
inline constexpr std::string_view rsa_512 =
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALPO0SuogjI8E9p29EXMQq0hyliv6MmbD9gnoV1bkMUnlNRHs1OZgvoy"
    "9DEGcAmZFD5ekjuK5sdHAZhl7EBG2U0CAwEAAQ==";
inline constexpr std::string_view rsa_4096 =
    "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAydX+um12M2ntYYu8FldjLwOHOIv8wkLIZpIOhChLG9xh"
    "1MmUIdm4ChLz3C+Y0MgJk8OvLYPzxVZsumkB0OUGSJSaExKtiFMBk7/IakBXNIooRFljxN0DydvAwzN+fg7QpWD0"
    "t0y+8K1hw6r7UPqdvOZi+nBCfkuEJT0AsfrfOsDAJEtFOxe7co2Pe9IDX3tOyv3xBPMgCEqpKQg7n1jCve0ST4ol"
    "TsLEib8VM/smFr9K67+hIBToUA4iKSQ1X2RoNec9I7g67TPXm/bIehKxJ3q7k9Q1S/HBK1Ih8m54b+E+A+8EvI8N"
    "+upxnx5E8ErLGysNf05MV2CBErLIG7febawT5KPti9PnF8u8u0U4bJmXPipznnhrfHhxEvG7iMPmfiqe0n5K63CJ"
    "l/1ILFZDCB8cFpbOQfkAXg1tCHuBjShi89Q0AyGrHTKzlCEvZt9LEc73kVm14WmMax8lLWH21+OZeNN4eOeqxs62"
    "HlPorVYwo5N5gnQSGXoHCH55Fja/oFa0bLn340njr0cW5EG2i3iLnPDF3aPJ1NBFeDoMtwfuKQIrWQa3vd6+/t7t"
    "lkoYuLsKjHt4iXO+ZPLqYvKXCsePNq5vUsFcJ66ZlbXlK6OjlvGz1hcohBuMy3CDIpHUcmo4tS10ni7QFSzzvBOG"
    "kdYXbRKeyy2A09xPE1Mx8bMCAwEAAQ==";
/// RFC 8463 §A.2
inline constexpr std::string_view ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

} // namespace fingerpost::test
