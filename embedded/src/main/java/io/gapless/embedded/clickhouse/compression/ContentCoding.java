package io.gapless.embedded.clickhouse.compression;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/// A coding of HTTP (`Content-Encoding`, `Accept-Encoding`) that ClickHouse knows and we do.
public enum ContentCoding {
  /// LZ4 frames.
  LZ4 {
    @Override
    public InputStream decoded(InputStream in) throws IOException {
      return new LZ4FrameInputStream(in);
    }

    @Override
    public OutputStream encoding(OutputStream out) throws IOException {
      return new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB);
    }
  },

  /// Zstandard.
  ZSTD {
    @Override
    public InputStream decoded(InputStream in) throws IOException {
      try {
        return new CompressorStreamFactory()
            .createCompressorInputStream(CompressorStreamFactory.ZSTANDARD, in);
      } catch (CompressorException e) {
        throw new IOException("no Zstandard to be had", e);
      }
    }

    @Override
    public OutputStream encoding(OutputStream out) throws IOException {
      try {
        return new CompressorStreamFactory()
            .createCompressorOutputStream(CompressorStreamFactory.ZSTANDARD, out);
      } catch (CompressorException e) {
        throw new IOException("no Zstandard to be had", e);
      }
    }
  },

  /// The format of `gzip`.
  GZIP {
    @Override
    public InputStream decoded(InputStream in) throws IOException {
      return new GZIPInputStream(new BufferedInputStream(in), 1 << 16);
    }

    @Override
    public OutputStream encoding(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, 1 << 16, true);
    }
  },

  /// The zlib format, which HTTP calls deflate.
  DEFLATE {
    @Override
    public InputStream decoded(InputStream in) {
      return new InflaterInputStream(in);
    }

    @Override
    public OutputStream encoding(OutputStream out) {
      return new DeflaterOutputStream(out, true);
    }
  };

  /// What the coded stream holds.
  public abstract InputStream decoded(InputStream in) throws IOException;

  /// A stream that codes what is written to it.
  public abstract OutputStream encoding(OutputStream out) throws IOException;

  /// As HTTP names it.
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The coding of a `Content-Encoding` header; nothing where it is one that we do not know.
  public static Optional<ContentCoding> named(String token) {
    return Arrays.stream(values())
        .filter(coding -> coding.token().equals(token.strip().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /// The first of ours that an `Accept-Encoding` header allows, the fastest first.
  public static Optional<ContentCoding> accepted(String header) {
    return Arrays.stream(values())
        .filter(coding -> Arrays.stream(header.split(",", -1)).map(item -> item.split(";", 2))
            .anyMatch(item -> named(item[0]).filter(coding::equals).isPresent()
                && (item.length == 1 || !item[1].strip().matches("q=0(\\.0*)?"))))
        .findFirst();
  }
}
