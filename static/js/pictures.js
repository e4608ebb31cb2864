// Makes pictures small before they are sent; a thin connection carries a tenth of the bytes, and
// place and time stay on the phone.

const EDGE = 2000;
const QUALITY = 0.85;

/**
 * @param {File} file
 * @returns {Promise<Blob>}
 */
export async function scaled(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, EDGE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * share);
    canvas.height = Math.round(image.height * share);
    const brush = canvas.getContext("2d");
    if (!brush) return file;
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    /** @type {Blob | null} */
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return small ?? file;
  } catch {
    // A kind of picture that this browser cannot read: the server says what to do about it.
    return file;
  }
}
